// Time and chance of this process in the hand of a seed: timers fire in their order with no waiting between them, clocks show when the
// next one is due, random bytes come from the seed. A history played so is the same to the last id, however busy the machine.
// For a process that serves nothing else; of several histories in one process only the first is the seed's alone, since ids are drawn ahead. Knows nothing of what is played.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import promised from 'node:timers/promises';
import type { Chance } from './random.ts';

type Call = () => void;

/** A timer as Node's own looks to those who hold one. */
class Timer {
  at: number;
  readonly order: number;
  readonly everyMs: number | null;
  readonly call: Call;
  constructor(at: number, order: number, everyMs: number | null, call: Call) {
    this.at = at;
    this.order = order;
    this.everyMs = everyMs;
    this.call = call;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

/** 1 January 2030: a history of a seed knows no day. */
const dawn = 1_893_456_000_000;

class World {
  private elapsedMs = 0;
  private made = 0;
  private readonly timers = new Set<Timer>();
  private soon: Call[] = [];

  now = (): number => this.elapsedMs;

  set(call: Call, ms: number, repeats: boolean): Timer {
    const waits = Math.max(1, Number.isFinite(ms) ? ms : 1);
    this.made += 1;
    const timer = new Timer(this.elapsedMs + waits, this.made, repeats ? waits : null, call);
    this.timers.add(timer);
    return timer;
  }
  clear(timer: unknown): void {
    this.timers.delete(timer as Timer);
  }
  setSoon(call: Call): Call {
    this.soon.push(call);
    return call;
  }
  clearSoon(call: unknown): void {
    this.soon = this.soon.filter((other) => other !== call);
  }

  /** Lets the next thing happen; false where nothing will ever. */
  step(): boolean {
    const [call] = this.soon;
    if (call !== undefined) {
      this.soon = this.soon.slice(1);
      call();
      return true;
    }
    let next: Timer | undefined;
    for (const timer of this.timers)
      if (!next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    if (next === undefined) return false;
    this.elapsedMs = Math.max(this.elapsedMs, next.at);
    if (next.everyMs === null) this.timers.delete(next);
    else next.at += next.everyMs;
    next.call();
    return true;
  }
}

function take(world: World, chance: Chance): () => void {
  const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
  const { randomBytes, randomFillSync, randomInt } = crypto;
  const { setTimeout: later, setImmediate: soon } = promised;
  const dateNow = Date.now;
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => chance.below(256)));
  const random = Math.random;
  Object.assign(globalThis, {
    setTimeout: (call: (...words: unknown[]) => void, ms = 1, ...words: unknown[]) =>
      world.set(() => call(...words), ms, false),
    setInterval: (call: (...words: unknown[]) => void, ms = 1, ...words: unknown[]) =>
      world.set(() => call(...words), ms, true),
    setImmediate: (call: (...words: unknown[]) => void, ...words: unknown[]) => world.setSoon(() => call(...words)),
    ...{ clearTimeout: (timer: unknown) => world.clear(timer), clearInterval: (timer: unknown) => world.clear(timer) },
    clearImmediate: (call: unknown) => world.clearSoon(call),
  });
  Date.now = () => dawn + Math.floor(world.now());
  Math.random = chance.next;
  performance.now = world.now;
  Object.assign(crypto, {
    randomBytes: bytes,
    randomFillSync: (into: Uint8Array) => {
      into.set(bytes(into.length));
      return into;
    },
    randomInt: (from: number, below?: number) =>
      below === undefined ? chance.below(from) : from + chance.below(below - from),
  });
  Object.assign(promised, {
    setTimeout: (ms = 1, value?: unknown) => new Promise((give) => world.set(() => give(value), ms, false)),
    setImmediate: (value?: unknown) => new Promise((give) => world.setSoon(() => give(value))),
  });
  syncBuiltinESMExports();
  return () => {
    Object.assign(globalThis, { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate });
    Date.now = dateNow;
    Math.random = random;
    // Its own was laid over that of its kind.
    Reflect.deleteProperty(performance, 'now');
    Object.assign(crypto, { randomBytes, randomFillSync, randomInt });
    Object.assign(promised, { setTimeout: later, setImmediate: soon });
    syncBuiltinESMExports();
  };
}

/** Plays `work` in time of its own. Rejects where it waits for something that never comes. */
export async function inVirtualTime<Result>(chance: Chance, work: () => Promise<Result>): Promise<Result> {
  const { setImmediate } = globalThis;
  const world = new World();
  const giveBack = take(world, chance);
  let over = false;
  try {
    const result = work().finally(() => {
      over = true;
    });
    result.catch(() => undefined);
    // A turn of the real loop lets every promise that is settled run to its end.
    for (;;) {
      await new Promise<void>((turn) => setImmediate(turn));
      if (over) return await result;
      if (!world.step()) throw new Error('nothing is left to happen, and the work is not done');
    }
  } finally {
    giveBack();
  }
}
