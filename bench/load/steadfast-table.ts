// A table that goes on whatever breaks: one makes an offer each second, the other sees them; every offer has its times.
import { packageAt } from '../../server/pair.fixture.ts';
import type { Table } from './classes.ts';
import { enter, freshId, resume } from './people.ts';
import { type Steadfast, stay } from './steadfast.ts';

/** Epoch ms; 0: not yet. */
export type Made = { meantAt: number; ackedAt: number; seenAt: number };
/** Acknowledged offers that the table does not hold, and those that the other one was never shown; offers beyond those that were made. */
export type Held = { lost: number; unseen: number; twice: number };
export type SteadfastTable = {
  /** By a fresh look at the table, which may have forgotten what it had shown; rejects where nobody can look. */
  held(): Promise<Held>;
  made: Made[];
  people: [Steadfast, Steadfast];
  tick(): void;
  close(): void;
};

export function steadfastTable({ tableId, view, people }: Table): SteadfastTable {
  const made: Made[] = [];
  const commandIds: string[] = [];
  let taken = 0;
  /** By the id of an offer: which it was, and when the other one saw it. */
  const acked = new Map<string, Made>();
  const seenAt = new Map<string, number>();
  const note = (id: string) => {
    const one = acked.get(id);
    if (one) one.seenAt = seenAt.get(id) ?? 0;
  };
  /** The socket over which the next one in line is under way. */
  let underWay: unknown = null;
  const next = () => {
    const { socket } = sender;
    const one = made[taken];
    if (socket === null || one === undefined || underWay === socket) return;
    underWay = socket;
    const done = () => {
      if (underWay === socket) underWay = null;
    };
    sender.offer(socket, commandIds[taken] as string, packageAt(view, taken % 3)).then(
      (answer) => {
        // Another socket may have taken over meanwhile.
        if (underWay !== socket) return;
        one.ackedAt = Date.now();
        acked.set(String(answer['id']), one);
        note(String(answer['id']));
        taken += 1;
        done();
        next();
      },
      () => done(),
    );
  };
  const [first, second] = people;
  const sender = stay(first.place, first.credential, tableId, () => undefined, next);
  const sees = (id: string) => {
    seenAt.set(id, Date.now());
    note(id);
  };
  const other = stay(second.place, second.credential, tableId, sees, () => undefined);
  return {
    made,
    async held() {
      const socket = await enter(second.place, second.credential);
      const { offers } = await resume<{ offers: { id: string }[] }>(socket, { table: tableId });
      socket.close();
      const there = new Set(offers.map(({ id }) => id));
      const ids = [...acked.keys()];
      return {
        lost: ids.filter((id) => !there.has(id)).length,
        unseen: ids.filter((id) => !seenAt.has(id)).length,
        // One command that was taken twice made two offers, or was acknowledged with the offer of another.
        twice: Math.max(0, there.size - made.length) + (taken - acked.size),
      };
    },
    people: [sender, other],
    tick() {
      made.push({ meantAt: Date.now(), ackedAt: 0, seenAt: 0 });
      commandIds.push(freshId());
      next();
    },
    close() {
      sender.close();
      other.close();
    },
  };
}
