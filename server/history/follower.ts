// One client's copy of one stream: folds what comes in order, asks for what is missing, and writes down all that was seen.
// Follows as the pages do (app/connection/follow.ts); knows no act and no fault.
import { foldSessionView } from '../protocol/fold-session-view.ts';
import { foldTableView } from '../protocol/fold-table-view.ts';
import type { SessionView, SessionViewEvent } from '../protocol/session-view.ts';
import type { TableView, TableViewEvent } from '../protocol/table-view.ts';
import type { EventsFrame, ResumeAnswer, ResumeFrame, StreamName } from '../protocol/wire.ts';
import type { Ledger } from './ledger.ts';
import { promises } from './promises.ts';
import { later } from './random.ts';
import type { Wire } from './wire.ts';

type View = SessionView | TableView;
type Fresh = { version: number; json: string };
/** What was seen under one epoch: events by version, whole views, and when each version was reached. */
export type Seen = { events: Map<number, string>; fresh: Fresh[]; reached: { version: number; at: number }[] };

const lostMs = 100;
/** As the pages wait: asking without end would use up what one connection may send. */
const refusedMs = 1_000;
const mostFresh = 6;
export const keyOf = (stream: StreamName): string => (stream === 'session' ? 'session' : stream.table);

export class Follower {
  readonly name: StreamName;
  epoch = '';
  version = 0;
  view: View | null = null;
  gaps = 0;
  readonly seen = new Map<string, Seen>();
  /** When somebody began to look. */
  readonly since = Date.now();
  /** When they looked away for good: at a table of a round that is over. */
  leftAt: number | null = null;
  private asking: Wire | null = null;
  private readonly wire: () => Wire | null;
  private readonly ledger: Ledger;
  private readonly who: string;

  constructor(name: StreamName, parts: { wire: () => Wire | null; ledger: Ledger; who: string }) {
    this.name = name;
    this.wire = parts.wire;
    this.ledger = parts.ledger;
    this.who = `${parts.who} at ${keyOf(name)}`;
  }

  /** What is asked for; null where nobody looks any more. */
  get ask(): ResumeFrame | null {
    return this.leftAt === null ? { stream: this.name, epoch: this.epoch, version: this.version } : null;
  }

  forget(): void {
    this.epoch = '';
    this.version = 0;
    this.view = null;
  }

  async resume(): Promise<void> {
    const wire = this.wire();
    const asked = this.ask;
    if (wire === null || this.asking === wire || asked === null) return;
    this.asking = wire;
    const answer = await wire.resume(asked).catch(() => null);
    if (this.asking === wire) this.asking = null;
    if (answer === null || !answer.ok) {
      const patience = answer === null ? lostMs : refusedMs;
      return void later(patience * (0.5 + Math.random())).then(() => this.resume());
    }
    if ('view' in answer) this.takeFresh(answer);
    else {
      const dense = answer.version - answer.events.length === asked.version;
      if (!dense)
        this.ledger.complain(
          promises.dense,
          `${this.who}: asked after ${asked.version}, told up to ${answer.version} by ${answer.events.length} events`,
        );
      this.apply(answer);
    }
  }

  /** What came by itself, or was asked for. */
  apply(frame: Pick<EventsFrame, 'epoch' | 'version' | 'events'>): void {
    const before = frame.version - frame.events.length;
    this.keep(frame, before);
    if (frame.epoch !== this.epoch || before > this.version) {
      if (frame.epoch === this.epoch) this.gaps += 1;
      return void this.resume();
    }
    const unseen = frame.events.slice(this.version - before);
    if (unseen.length === 0) return;
    for (const event of unseen) this.view = this.fold(event);
    this.arrive(frame.version);
  }

  compare(head: { epoch: string; version: number }): void {
    if (head.epoch !== this.epoch || head.version > this.version) void this.resume();
  }

  private takeFresh(fresh: Extract<ResumeAnswer, { ok: true; view: unknown }>): void {
    if (fresh.epoch === this.epoch && fresh.version < this.version) return;
    this.epoch = fresh.epoch;
    this.view = fresh.view;
    const { fresh: kept } = this.under(fresh.epoch);
    if (kept.length < mostFresh) kept.push({ version: fresh.version, json: JSON.stringify(fresh.view) });
    this.arrive(fresh.version);
  }

  private arrive(version: number): void {
    this.version = version;
    this.under(this.epoch).reached.push({ version, at: Date.now() });
  }

  private under(epoch: string): Seen {
    const known = this.seen.get(epoch) ?? { events: new Map(), fresh: [], reached: [] };
    this.seen.set(epoch, known);
    return known;
  }

  /** The same version is the same event for good, whoever sends it. */
  private keep({ epoch, events }: Pick<EventsFrame, 'epoch' | 'events'>, before: number): void {
    const { events: kept } = this.under(epoch);
    for (const [index, event] of events.entries()) {
      const version = before + index + 1;
      const json = JSON.stringify(event);
      const known = kept.get(version);
      if (known === undefined) kept.set(version, json);
      else if (known !== json)
        this.ledger.complain(
          promises.oneHistory,
          `${this.who}: version ${version} was ${known.slice(0, 200)}, then ${json.slice(0, 200)}`,
        );
    }
  }

  private fold(event: EventsFrame['events'][number]): View | null {
    return this.name === 'session'
      ? foldSessionView(this.view as SessionView | null, event as SessionViewEvent)
      : foldTableView(this.view as TableView | null, event as TableViewEvent);
  }
}
