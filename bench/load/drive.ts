// Makes offers at tables and times them: at a steady pace, or as fast as answers come back.
// Knows no protocol; what it drives is a scene.
import { performance } from 'node:perf_hooks';
import type { Scene, Watch } from './scene.ts';

/** No connection makes more offers a second than the budget of ours lets pass; the same for everybody. */
const leastGapMs = 1_000 / 11;

type Waiting = { sent: number[]; acked: number; delivered: number; done: number; next: number; lastAt: number };
export type Driven = {
  /** From sending until the sender was told and the other one has it, ms. */
  latencies: number[];
  deliveries: number[];
  refused: number;
  sent: number;
  done: number;
  seconds: number;
};

export class Driver {
  private readonly tables: Waiting[];
  private measuring: Driven | null = null;
  private onDone: (table: number) => void = () => undefined;

  constructor(count: number) {
    this.tables = Array.from({ length: count }, () => ({
      ...{ sent: [], acked: 0, delivered: 0, done: 0, next: 0, lastAt: Number.NEGATIVE_INFINITY },
    }));
  }

  readonly watch: Watch = {
    acked: (table, taken) => {
      const waiting = this.tables[table] as Waiting;
      waiting.acked += 1;
      if (!taken) {
        // A refused offer never arrives at the other side.
        waiting.delivered += 1;
        if (this.measuring) this.measuring.refused += 1;
      }
      this.settle(table, waiting);
    },
    delivered: (table, offers = 1) => {
      const waiting = this.tables[table] as Waiting;
      const now = performance.now();
      for (let n = 0; n < offers; n += 1)
        this.measuring?.deliveries.push(now - (waiting.sent[waiting.delivered + n - waiting.done] ?? now));
      waiting.delivered += offers;
      this.settle(table, waiting);
    },
  };

  private settle(table: number, waiting: Waiting): void {
    const now = performance.now();
    while (waiting.done < Math.min(waiting.acked, waiting.delivered)) {
      const sent = waiting.sent.shift() ?? now;
      waiting.done += 1;
      if (this.measuring) {
        this.measuring.latencies.push(now - sent);
        this.measuring.done += 1;
      }
      this.onDone(table);
    }
  }

  private offer(scene: Scene, table: number): void {
    const waiting = this.tables[table] as Waiting;
    waiting.lastAt = performance.now();
    waiting.sent.push(waiting.lastAt);
    scene.offer(table, waiting.next);
    waiting.next += 1;
    if (this.measuring) this.measuring.sent += 1;
  }

  private begin(): Driven {
    this.measuring = { latencies: [], deliveries: [], refused: 0, sent: 0, done: 0, seconds: 0 };
    return this.measuring;
  }

  /** One offer a second at every table, spread evenly over the second, whatever comes back. */
  async steadily(scene: Scene, ms: number): Promise<Driven> {
    const began = performance.now();
    const next = this.tables.map((_, table) => began + (table / this.tables.length) * 1_000);
    const driven = this.begin();
    await untilDone((now) => {
      for (const [table, due] of next.entries()) {
        if (due > now) continue;
        this.offer(scene, table);
        next[table] = due + 1_000;
      }
      return now - began >= ms;
    });
    return this.finish(driven, ms);
  }

  /** Every table has one offer under way, at most eleven a second. */
  async asFastAsAnswered(scene: Scene, ms: number): Promise<Driven> {
    const began = performance.now();
    const idle = new Set(this.tables.keys());
    this.onDone = (table) => {
      const waiting = this.tables[table] as Waiting;
      if (performance.now() - waiting.lastAt >= leastGapMs) this.offer(scene, table);
      else idle.add(table);
    };
    const driven = this.begin();
    await untilDone((now) => {
      for (const table of idle) {
        if (now - (this.tables[table] as Waiting).lastAt < leastGapMs) continue;
        idle.delete(table);
        this.offer(scene, table);
      }
      return now - began >= ms;
    });
    this.onDone = () => undefined;
    return this.finish(driven, ms);
  }

  /** What is counted ends now; what is under way may arrive for ten seconds more, so that nothing is lost unseen. */
  private async finish(driven: Driven, ms: number): Promise<Driven> {
    const counted = { ...driven, seconds: ms / 1_000 };
    const until = performance.now() + 10_000;
    while (this.underWay() > 0 && performance.now() < until) await new Promise((later) => setTimeout(later, 20));
    this.measuring = null;
    return { ...counted, latencies: driven.latencies, deliveries: driven.deliveries };
  }

  underWay(): number {
    return this.tables.reduce((sum, waiting) => sum + waiting.sent.length, 0);
  }
}

/** Looks every two milliseconds. */
function untilDone(look: (now: number) => boolean): Promise<void> {
  return new Promise((done) => {
    const timer = setInterval(() => {
      if (!look(performance.now())) return;
      clearInterval(timer);
      done();
    }, 2);
  });
}
