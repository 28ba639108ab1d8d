// A table that goes on whatever breaks: one makes an offer each second, the other sees them; every offer has its times.
import { packageAt } from '../../server/pair.fixture.ts';
import type { Table } from './classes.ts';
import { enter, freshId, resume } from './people.ts';
import { type Steadfast, stay } from './steadfast.ts';

/** Epoch ms; 0: not yet. */
export type Made = { meantAt: number; ackedAt: number; seenAt: number };
export type SteadfastTable = {
  /** Acknowledged offers that the table does not hold, by a fresh look at it; rejects where nobody can look. */
  lost(): Promise<string[]>;
  made: Made[];
  seen(): number;
  people: [Steadfast, Steadfast];
  tick(): void;
  close(): void;
};

export function steadfastTable({ tableId, view, people }: Table): SteadfastTable {
  const made: Made[] = [];
  const ids: string[] = [];
  let taken = 0;
  const acked: string[] = [];
  const seen = new Set<string>();
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
    sender.offer(socket, ids[taken] as string, packageAt(view, taken % 3)).then(
      (answer) => {
        // Another socket may have taken over meanwhile.
        if (underWay !== socket) return;
        one.ackedAt = Date.now();
        acked.push(String(answer['id']));
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
    const one = made[seen.size];
    seen.add(id);
    if (one) one.seenAt = Date.now();
  };
  const other = stay(second.place, second.credential, tableId, sees, () => undefined);
  return {
    made,
    seen: () => seen.size,
    async lost() {
      const unseen = acked.filter((id) => !seen.has(id));
      if (unseen.length === 0) return [];
      const socket = await enter(second.place, second.credential);
      const { offers } = await resume<{ offers: { id: string }[] }>(socket, { table: tableId });
      socket.close();
      return unseen.filter((id) => !offers.some((offer) => offer.id === id));
    },
    people: [sender, other],
    tick() {
      made.push({ meantAt: Date.now(), ackedAt: 0, seenAt: 0 });
      ids.push(freshId());
      next();
    },
    close() {
      sender.close();
      other.close();
    },
  };
}
