// Delivers what journals have for each other: ordinary commands with ids from their source, in order, harmless when repeated.
// A row that cannot be delivered waits longer each time, and only what follows it to the same target waits with it.
import type { OutboxRow, Store } from '../journal/port.ts';
import { StoreUnavailable } from '../journal/unavailable.ts';
import { createBackoff } from './backoff.ts';

/** Most rows taken up at once. */
const batch = 500;
const firstWaitMs = 250;
const longestWaitMs = 60_000;
/** Failures in a row, over about half a minute, after which somebody should look. */
const hopelessAfter = 8;

/** `session:abc@17#2` → version 17, index 2 of that append. */
export function orderOf(rowId: string): { version: number; index: number } {
  const [, version, index] = /@(\d+)#(\d+)$/.exec(rowId) ?? [];
  return { version: Number(version), index: Number(index) };
}

export type OutboxParts = {
  store: Pick<Store, 'pendingOutbox' | 'outboxDelivered'>;
  /** Resolves once the row is durable in its target, or can never be; rejects where it has to come again. */
  deliver(row: OutboxRow): Promise<void>;
  /** A row failed: for the first time, or so often that it is hopeless. It stays and is tried now and then. */
  onStuck(row: OutboxRow, fault: unknown, hopeless: boolean): void;
  clock?: () => number;
};

type Outcome = { delivered: string[]; away: StoreUnavailable | null };

export class Outbox {
  private readonly parts: OutboxParts;
  private readonly waits: ReturnType<typeof createBackoff>;
  private running: Promise<void> | null = null;
  private again = false;
  /** Rows seen and left behind the last time: they may not crowd out others. */
  private left = 0;

  constructor(parts: OutboxParts) {
    this.parts = parts;
    this.waits = createBackoff(firstWaitMs, longestWaitMs, parts.clock);
  }

  /** Delivers everything that can be, whatever else cannot; rejects only where the store is away. Calls while it runs make it look once more. */
  run(): Promise<void> {
    this.again = true;
    this.running ??= this.loop();
    return this.running;
  }

  /** Targets that do not take what is for them. */
  stuck(): number {
    return this.waits.size();
  }

  private async loop(): Promise<void> {
    try {
      while (this.again) {
        this.again = false;
        await this.look();
      }
    } finally {
      // In the same step as the last look: whoever asked between the two would wait for a run that is over.
      this.running = null;
    }
  }

  private async look(): Promise<void> {
    const rows = await this.parts.store.pendingOutbox(batch + this.left);
    if (rows.length === 0) {
      this.left = 0;
      return;
    }
    const { delivered, away } = await this.deliverAll(rows);
    this.left = rows.length - delivered.length;
    if (away) throw away;
    if (delivered.length > 0) this.again = true;
  }

  /** Targets side by side, rows of one target one after the other. */
  private async deliverAll(rows: OutboxRow[]): Promise<Outcome> {
    const outcome: Outcome = { delivered: [], away: null };
    const lanes = [...Map.groupBy(rows, (row) => row.target)].filter(([target]) => this.waits.ready(target));
    await Promise.all(lanes.map(([target, lane]) => this.deliverLane(target, lane, outcome)));
    if (outcome.delivered.length > 0) await this.parts.store.outboxDelivered(outcome.delivered);
    return outcome;
  }

  private async deliverLane(target: string, lane: readonly OutboxRow[], outcome: Outcome): Promise<void> {
    for (const row of lane) {
      try {
        await this.parts.deliver(row);
      } catch (fault) {
        if (fault instanceof StoreUnavailable) {
          outcome.away = fault;
          return;
        }
        const times = this.waits.failed(target);
        if (times === 1 || times === hopelessAfter) this.parts.onStuck(row, fault, times === hopelessAfter);
        return;
      }
      this.waits.succeeded(target);
      outcome.delivered.push(row.id);
    }
  }
}
