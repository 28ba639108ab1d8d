// Summaries of live matters: who is connected, how tables stand. Latest wins, changed rows only, at most four a second.
import type { MonitorRow, Summary } from '../protocol/summaries.ts';
import { peopleOf, presentPerson, tablesUnderWay } from '../session/queries.ts';
import { monitorRow } from '../table/monitor.ts';
import type { Connected, Connections } from './connections.ts';
import type { Entries } from './entries.ts';
import { every } from './every.ts';

const coalesceMs = 250;

/** What a connection was last told, by part; so that only changes are sent. */
type Told = Map<string, string>;

export class Monitor {
  private readonly dirty = new Set<string>();
  private readonly told = new WeakMap<Connected, Told>();
  private readonly connections: Connections;
  private readonly entries: Entries;
  private readonly onFault: (fault: unknown) => void;
  private readonly timer: { stop(): Promise<void> };

  constructor(connections: Connections, entries: Entries, onFault: (fault: unknown) => void) {
    this.connections = connections;
    this.entries = entries;
    this.onFault = onFault;
    this.timer = every(coalesceMs, () => this.sendDirty(), onFault);
  }

  /** Something live changed in this session. */
  touch(sessionId: string): void {
    this.dirty.add(sessionId);
  }

  stop(): Promise<void> {
    return this.timer.stop();
  }

  private async sendDirty(): Promise<void> {
    const sessions = [...this.dirty];
    this.dirty.clear();
    for (const sessionId of sessions) await this.sendSession(sessionId).catch(this.onFault);
  }

  private async sendSession(sessionId: string): Promise<void> {
    const watching = this.connections.ofSession(sessionId);
    if (watching.length === 0) return;
    const entry = await this.entries.session(sessionId);
    if (entry.state === null) return;
    const state = entry.state;
    const connected = new Set(
      watching.flatMap(({ identity }) => (identity.kind === 'person' ? [identity.person] : [])),
    );
    const rows = await this.rowsOf(tablesUnderWay(state), connected);
    const people = peopleOf(state);
    const room: Summary = {
      kind: 'room',
      here: people.filter((person) => connected.has(person) || presentPerson(state, person)?.device === false).length,
      people: people.length,
      ready: rows.reduce((sum, { row }) => sum + row.ready.length, 0),
      seated: rows.reduce((sum, { roles }) => sum + roles, 0),
    };
    for (const viewer of watching) this.sendTo(viewer, { rows: rows.map(({ row }) => row), room, connected });
  }

  private async rowsOf(
    tableIds: readonly string[],
    connected: ReadonlySet<string>,
  ): Promise<{ row: MonitorRow; roles: number }[]> {
    const rows: { row: MonitorRow; roles: number }[] = [];
    for (const tableId of tableIds) {
      const state = (await this.entries.table(tableId))?.state;
      if (!state) continue;
      const here = [...state.seats.flatMap(({ holders }) => holders), ...state.observers].map(({ person }) => person);
      rows.push({
        row: { ...monitorRow(state), connected: here.filter((person) => connected.has(person)) },
        roles: state.seats.length,
      });
    }
    return rows;
  }

  private sendTo(viewer: Connected, live: { rows: MonitorRow[]; room: Summary; connected: ReadonlySet<string> }): void {
    const told = this.told.get(viewer) ?? new Map<string, string>();
    this.told.set(viewer, told);
    if (viewer.identity.kind === 'facilitator') {
      const rows = live.rows.filter((row) => changed(told, row.tableId, row));
      if (rows.length > 0) viewer.outlet.summary({ kind: 'monitor', rows });
      const connected = [...live.connected];
      if (changed(told, 'presence', connected)) viewer.outlet.summary({ kind: 'presence', connected });
    }
    if (changed(told, 'room', live.room)) viewer.outlet.summary(live.room);
    for (const subscription of viewer.subscriptions.values())
      this.sendTable(viewer, told, subscription.stream, live.connected);
  }

  private sendTable(viewer: Connected, told: Told, stream: string, connected: ReadonlySet<string>): void {
    const state = this.entries.known(stream)?.state;
    if (!state || !('tableId' in state)) return;
    const present = state.seats
      .filter(({ holders }) => holders.some(({ person }) => connected.has(person)))
      .map(({ role }) => role);
    const summary: Summary = { kind: 'table', tableId: state.tableId, present };
    if (changed(told, `present:${state.tableId}`, summary)) viewer.outlet.summary(summary);
  }
}

function changed(told: Told, part: string, value: unknown): boolean {
  const json = JSON.stringify(value);
  if (told.get(part) === json) return false;
  told.set(part, json);
  return true;
}
