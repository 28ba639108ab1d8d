// Summaries of live matters: who is connected, how tables stand. Latest wins, changed rows only, at most four a second.
import type { MonitorRow, Summary } from '../protocol/summaries.ts';
import { peopleOf, presentPerson, tablesUnderWay } from '../session/queries.ts';
import type { SessionState } from '../session/state.ts';
import { monitorRow } from '../table/monitor.ts';
import type { TableState } from '../table/state.ts';
import type { Connected, Connections } from './connections.ts';
import type { Entries, TableEntry } from './entries.ts';
import { every } from './every.ts';
import type { Presence } from './presence.ts';
import { tableStream } from './streams.ts';

const coalesceMs = 250;

/** What a connection was last told, by part; so that only changes are sent. */
type Told = Map<string, string>;
/** A summary and its wording, made once for all who see it. */
type Worded<Value> = { value: Value; json: string };
type Row = Worded<MonitorRow> & { roles: number; present: Worded<Summary> };
/** Who is connected, with their ids in one string, by which a change is seen at once. */
type Here = { persons: ReadonlySet<string>; mark: string };
type Live = { rows: Map<string, Row>; room: Worded<Summary>; presence: Worded<Summary> };

const worded = <Value>(value: Value): Worded<Value> => ({ value, json: JSON.stringify(value) });

export type MonitorParts = {
  connections: Connections;
  entries: Entries;
  presence: Pick<Presence, 'of' | 'tellChanges'>;
  onFault(fault: unknown): void;
};

export class Monitor {
  private readonly dirty = new Set<string>();
  /** Sessions with a table that was not there yet: looked at again with the next second. */
  private readonly waiting = new Set<string>();
  private readonly told = new WeakMap<Connected, Told>();
  /** Rows as they were made of a table's state, for those connected then. */
  private readonly made = new WeakMap<TableState, { mark: string; here: string; row: Row }>();
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

  /** Each second: tables that were about to be opened may be there now. */
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
    if (!connections.hasSession(sessionId)) return;
    const { state } = await entries.session(sessionId);
    if (state === null) return;
    const connected = presence.of(sessionId);
    const rows = await this.rowsOf(state, { persons: connected, mark: [...connected].join() });
    const live: Live = {
      rows,
      room: worded(roomOf(state, rows, connected)),
      presence: worded({ kind: 'presence', connected: [...connected] }),
    };
    for (const viewer of connections.ofSession(sessionId)) this.sendTo(viewer, live);
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

  private rowOf(state: TableState, { persons: connected, mark }: Here): Row {
    const kept = this.made.get(state);
    if (kept?.mark === mark) return kept.row;
    const people = [...state.seats.flatMap(({ holders }) => holders), ...state.observers].map(({ person }) => person);
    const here = people.filter((person) => connected.has(person));
    if (kept?.here === here.join()) {
      kept.mark = mark;
      return kept.row;
    }
    const present = state.seats
      .filter(({ holders }) => holders.some(({ person }) => connected.has(person)))
      .map(({ role }) => role);
    const row = {
      ...worded({ ...monitorRow(state), connected: here }),
      roles: state.seats.length,
      present: worded<Summary>({ kind: 'table', tableId: state.tableId, present }),
    };
    this.made.set(state, { mark, here: here.join(), row });
    return row;
  }

  private sendTo(viewer: Connected, { rows, room, presence }: Live): void {
    const told = this.told.get(viewer) ?? new Map<string, string>();
    this.told.set(viewer, told);
    const { outlet } = viewer;
    if (viewer.identity.kind === 'facilitator') {
      const changed = [...rows].filter(([stream, row]) => isNews(told, stream, row)).map(([, { value }]) => value);
      if (changed.length > 0) outlet.summary({ kind: 'monitor', rows: changed });
      if (isNews(told, 'presence', presence)) outlet.summary(presence.value);
    }
    if (isNews(told, 'room', room)) outlet.summary(room.value);
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
