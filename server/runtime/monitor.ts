// Summaries of live matters: who is connected, how tables stand. Latest wins, changed rows only, at most four a second.
import type { MonitorRow, Summary } from '../protocol/summaries.ts';
import { peopleOf, presentPerson, tablesUnderWay } from '../session/queries.ts';
import type { SessionState } from '../session/state.ts';
import { monitorRow } from '../table/monitor.ts';
import type { TableState } from '../table/state.ts';
import type { Connected } from './connected.ts';
import type { Connections } from './connections.ts';
import type { Entries, TableEntry } from './entries.ts';
import { every } from './every.ts';
import type { Presence } from './presence.ts';
import { tableStream } from './streams.ts';

const coalesceMs = 250;
/** People hear of the room as a whole so often: when a class comes in, each of them would else be news to all who are there. */
const roomMs = 1_000;

/** What a connection was last told, by part; so that only changes are sent. */
type Told = Map<string, string>;
/** A summary and its wording, made once for all who see it. */
type Worded<Value> = { value: Value; json: string };
type Row = Worded<MonitorRow> & { roles: number; present: Worded<Summary> };
/** Who is connected, with their ids in one string, by which a change is seen at once. */
type Here = { persons: ReadonlySet<string>; mark: string };
/** Who of one table is connected; `key` is made of them. */
type There = {
  mark: string;
  observers: TableState['observers'];
  here: string[];
  key: string;
  present: Worded<Summary>;
};
type Live = {
  rows: Map<string, Row>;
  room: Worded<Summary>;
  presence: Worded<Summary>;
  /** Whether people hear of the room now who have heard of it before. */
  roomForAll: boolean;
};

const worded = <Value>(value: Value): Worded<Value> => ({ value, json: JSON.stringify(value) });

export type MonitorParts = {
  connections: Connections;
  entries: Entries;
  presence: Pick<Presence, 'of' | 'tellChanges'>;
  onFault(fault: unknown): void;
};

export class Monitor {
  private readonly dirty = new Set<string>();
  /** Sessions with a table that was not there yet, or a room that was told a moment ago: looked at again with the next second. */
  private readonly waiting = new Set<string>();
  private readonly told = new WeakMap<Connected, Told>();
  /** What people were last told of the room they are in, and when; by session. */
  private readonly roomTold = new Map<string, { json: string; at: number }>();
  /** Rows as they were made of a table's state, for those connected then. */
  private readonly made = new WeakMap<TableState, { there: There; row: Row }>();
  /** Who of a table is here, by its seats. */
  private readonly there = new WeakMap<TableState['seats'], There>();
  private readonly parts: MonitorParts;
  private readonly timer: { stop(): Promise<void> };

  constructor(parts: MonitorParts) {
    this.parts = parts;
    this.timer = every(coalesceMs, () => this.sendDirty(), parts.onFault);
  }

  /** Something live changed in this session. */
  touch(sessionId: string): void {
    this.dirty.add(sessionId);
  }

  /** Each second: tables that were about to be opened may be there now, and people may hear of their room again. */
  touchWaiting(): void {
    for (const sessionId of this.waiting) this.dirty.add(sessionId);
    this.waiting.clear();
  }

  stop(): Promise<void> {
    return this.timer.stop();
  }

  private async sendDirty(): Promise<void> {
    this.parts.presence.tellChanges();
    const sessions = [...this.dirty];
    this.dirty.clear();
    for (const sessionId of sessions) await this.sendSession(sessionId).catch(this.parts.onFault);
  }

  private async sendSession(sessionId: string): Promise<void> {
    const { connections, entries, presence } = this.parts;
    if (!connections.hasSession(sessionId)) return void this.roomTold.delete(sessionId);
    const { state } = await entries.session(sessionId);
    if (state === null) return;
    const connected = presence.of(sessionId);
    const rows = await this.rowsOf(state, { persons: connected, mark: [...connected].join() });
    const room = worded(roomOf(state, rows, connected));
    const live: Live = {
      ...{ rows, room, roomForAll: this.isRoomDue(sessionId, room) },
      presence: worded({ kind: 'presence', connected: [...connected] }),
    };
    for (const viewer of connections.ofSession(sessionId)) this.sendTo(viewer, live);
  }

  /** Where it is news and too early, it is told with a later second. */
  private isRoomDue(sessionId: string, { json }: Worded<Summary>): boolean {
    const [last, now] = [this.roomTold.get(sessionId), performance.now()];
    if (last?.json === json) return true;
    const isDue = last === undefined || now - last.at >= roomMs;
    if (isDue) this.roomTold.set(sessionId, { json, at: now });
    else this.waiting.add(sessionId);
    return isDue;
  }

  /** By stream. */
  private async rowsOf(session: SessionState, connected: Here): Promise<Map<string, Row>> {
    const rows = new Map<string, Row>();
    for (const tableId of tablesUnderWay(session)) {
      const stream = tableStream(tableId);
      const known = this.parts.entries.known(stream) as TableEntry | undefined;
      // Every table of a class four times a second: only what is not in memory is waited for.
      const state = (known ?? (await this.parts.entries.table(tableId)))?.state;
      if (state) rows.set(stream, this.rowOf(state, connected));
      else this.waiting.add(session.sessionId);
    }
    return rows;
  }

  private rowOf(state: TableState, connected: Here): Row {
    const there = this.thereAt(state, connected);
    const kept = this.made.get(state);
    if (kept?.there === there) return kept.row;
    if (kept?.there.key === there.key) {
      kept.there = there;
      return kept.row;
    }
    const row = {
      ...worded({ ...monitorRow(state), connected: there.here }),
      roles: state.seats.length,
      present: there.present,
    };
    this.made.set(state, { there, row });
    return row;
  }

  /** Looked up anew where somebody came or went, or chairs changed; not at every move. */
  private thereAt({ tableId, seats, observers }: TableState, { persons: connected, mark }: Here): There {
    const kept = this.there.get(seats);
    if (kept?.mark === mark && kept.observers === observers) return kept;
    const people = [...seats.flatMap(({ holders }) => holders), ...observers].map(({ person }) => person);
    const here = people.filter((person) => connected.has(person));
    const present = seats
      .filter(({ holders }) => holders.some(({ person }) => connected.has(person)))
      .map(({ role }) => role);
    const summary: Summary = { kind: 'table', tableId, present };
    const there = { mark, observers, here, key: here.join(), present: worded(summary) };
    this.there.set(seats, there);
    return there;
  }

  private sendTo(viewer: Connected, { rows, room, presence, roomForAll }: Live): void {
    const told = this.told.get(viewer) ?? new Map<string, string>();
    this.told.set(viewer, told);
    const { outlet } = viewer;
    if (viewer.identity.kind === 'facilitator') {
      const changed = [...rows].filter(([stream, row]) => isNews(told, stream, row)).map(([, { value }]) => value);
      if (changed.length > 0) outlet.summary({ kind: 'monitor', rows: changed });
      if (isNews(told, 'presence', presence)) outlet.summary(presence.value);
    }
    const hearsRoom = roomForAll || viewer.identity.kind !== 'person' || !told.has('room');
    if (hearsRoom && isNews(told, 'room', room)) outlet.summary(room.value);
    for (const stream of viewer.subscriptions.keys()) {
      const present = rows.get(stream)?.present;
      if (present && isNews(told, `present:${stream}`, present)) outlet.summary(present.value);
    }
  }
}

function roomOf(state: SessionState, rows: ReadonlyMap<string, Row>, connected: ReadonlySet<string>): Summary {
  const people = peopleOf(state);
  const all = [...rows.values()];
  return {
    kind: 'room',
    here: people.filter((person) => connected.has(person) || presentPerson(state, person)?.device === false).length,
    people: people.length,
    ready: all.reduce((sum, { value }) => sum + value.ready.length, 0),
    seated: all.reduce((sum, { roles }) => sum + roles, 0),
  };
}

function isNews(told: Told, part: string, { json }: Worded<unknown>): boolean {
  if (told.get(part) === json) return false;
  told.set(part, json);
  return true;
}
