// Delivers what journals have for each other: ordinary commands with ids from their source, in order, harmless when repeated.
import type { OutboxRow, Store } from '../journal/port.ts';

/** Most rows taken up at once. */
const batch = 500;

/** `session:abc@17#2` → version 17, index 2 of that append. */
export function orderOf(rowId: string): { version: number; index: number } {
  const [, version, index] = /@(\d+)#(\d+)$/.exec(rowId) ?? [];
  return { version: Number(version), index: Number(index) };
}

export class Outbox {
  private readonly store: Store;
  private readonly deliver: (row: OutboxRow) => Promise<void>;
  private running: Promise<void> | null = null;
  private again = false;

  /** `deliver` resolves once the row is durable in its target, or can never be; it rejects where the store is away. */
  constructor(store: Store, deliver: (row: OutboxRow) => Promise<void>) {
    this.store = store;
    this.deliver = deliver;
  }

  /** Delivers everything that can be, whatever else cannot; rejects where something is left. Calls while it runs make it look once more. */
  run(): Promise<void> {
    this.again = true;
    this.running ??= this.loop().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async loop(): Promise<void> {
    while (this.again) {
      this.again = false;
      const rows = await this.store.pendingOutbox(batch);
      if (rows.length === 0) continue;
      const { delivered, failed } = await this.deliverAll(rows);
      if (failed && delivered === 0) throw failed.reason;
      this.again = true;
    }
  }

  /** Targets side by side, rows of one target one after the other. */
  private async deliverAll(rows: OutboxRow[]): Promise<{ delivered: number; failed: PromiseRejectedResult | null }> {
    const lanes = Map.groupBy(rows, (row) => row.target);
    const delivered: string[] = [];
    const outcomes = await Promise.allSettled(
      [...lanes.values()].map(async (lane) => {
        for (const row of lane) {
          await this.deliver(row);
          delivered.push(row.id);
        }
      }),
    );
    if (delivered.length > 0) await this.store.outboxDelivered(delivered);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected') ?? null;
    return { delivered: delivered.length, failed };
  }
}
