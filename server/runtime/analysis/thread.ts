// The serving thread's end of the analysis thread: one call at a time, a watch on each, a new thread where one dies or hangs.
// Computes nothing itself.
import { Worker } from 'node:worker_threads';
import type { Score } from '../../../simulations/score.ts';
import type { CaseFile } from '../../protocol/case-file.ts';
import type { Asked } from '../../table/figures.ts';
import { type Analyst, caseFileOf } from './analyst.ts';
import type { Call, Reply, Value } from './calls.ts';

/** The science could not be asked: its thread died or hung twice over the same question, or the house is closing. */
export class AnalysisUnavailable extends Error {
  override name = 'AnalysisUnavailable';
}

export type AnalysisThreadOptions = {
  /** How long one call may take before its thread counts as hung, ms. */
  mostMs?: number;
  /** What runs on the thread; tests put others there. */
  program?: URL;
};

/** The call is made when its turn comes: what the thread knows by then need not be told. */
type Waiting = {
  hash: string;
  callOf(known: boolean): Call;
  resolve(value: Value): void;
  reject(error: Error): void;
  hasFailed: boolean;
};

const defaultMostMs = 60_000;
const ownProgram = new URL('./worker.ts', import.meta.url);
const closedWords = 'the analysis thread is closed';

/** The thread starts now, and keeps no process alive that has nothing else to do. */
export const startAnalysisThread = (options: AnalysisThreadOptions = {}): AnalysisThread => new Thread(options);

export type AnalysisThread = Analyst & {
  /** Who is told that the thread died or hung, also of what came before; whoever asked hears of it besides. */
  tellFaults(onFault: (fault: unknown) => void): void;
};

class Thread implements AnalysisThread {
  private untold: unknown[] = [];
  private onFault = (fault: unknown): void => void this.untold.push(fault);
  private readonly mostMs: number;
  private readonly program: URL;
  private readonly queue: Waiting[] = [];
  private worker: Worker | null = null;
  /** Cases that the thread of now has opened. */
  private known = new Set<string>();
  private running: (Waiting & { watch: NodeJS.Timeout }) | null = null;
  private closed = false;

  constructor({ mostMs = defaultMostMs, program = ownProgram }: AnalysisThreadOptions) {
    this.mostMs = mostMs;
    this.program = program;
    this.worker = this.start();
    this.worker.unref();
  }

  tellFaults(onFault: (fault: unknown) => void): void {
    this.onFault = onFault;
    for (const fault of this.untold.splice(0)) onFault(fault);
  }

  async open(hash: string, text: string): Promise<CaseFile> {
    const value = await this.ask(hash, () => ({ kind: 'open', hash, text }));
    if (!('opened' in value)) throw new Error(`another answer than a case for ${hash}`);
    return caseFileOf(hash, value.opened);
  }

  async score({ hash, simulation }: CaseFile, asked: Asked): Promise<Score | null> {
    // A new thread has yet to hear of a case that the last one knew.
    const textFor = (known: boolean) => (known ? null : JSON.stringify(simulation));
    const value = await this.ask(hash, (known) => ({ kind: 'score', hash, text: textFor(known), asked }));
    return 'score' in value ? value.score : null;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.queue.splice(0)) reject(new AnalysisUnavailable(closedWords));
    const ending = this.worker?.terminate();
    this.broke('is closed');
    await ending;
  }

  private ask(hash: string, callOf: Waiting['callOf']): Promise<Value> {
    if (this.closed) return Promise.reject(new AnalysisUnavailable(closedWords));
    return new Promise((resolve, reject) => {
      this.queue.push({ hash, callOf, resolve, reject, hasFailed: false });
      this.next();
    });
  }

  private next(): void {
    if (this.running !== null) return;
    const waiting = this.queue.shift();
    if (waiting === undefined) {
      this.worker?.unref();
      return;
    }
    this.worker ??= this.start();
    this.worker.ref();
    const watch = setTimeout(() => this.broke(`did not answer within ${this.mostMs} ms`), this.mostMs);
    this.running = { ...waiting, watch };
    this.worker.postMessage(waiting.callOf(this.known.has(waiting.hash)));
  }

  private start(): Worker {
    // The flags of the serving process (an inspector, a test runner's loader) are none of this thread's business.
    const started = new Worker(this.program, { execArgv: [] });
    const ifOurs = (broken: string) => {
      if (this.worker === started) this.broke(broken);
    };
    started.on('message', (reply: Reply) => this.worker === started && this.settle(reply));
    started.on('error', (error) => ifOurs(`failed: ${error instanceof Error ? error.message : error}`));
    started.on('exit', (code) => ifOurs(`ended (exit ${code})`));
    return started;
  }

  private settle(reply: Reply): void {
    const done = this.running;
    this.running = null;
    if (done === null) return;
    clearTimeout(done.watch);
    if (reply.ok) {
      this.known.add(done.hash);
      done.resolve(reply.value);
    } else done.reject(new Error(reply.error));
    this.next();
  }

  /** What was being asked is asked once more, of a new thread; twice is enough. */
  private broke(reason: string): void {
    const [was, asked] = [this.worker, this.running];
    this.worker = null;
    this.running = null;
    this.known = new Set();
    void was?.terminate();
    const fault = new AnalysisUnavailable(`the analysis thread ${reason}`);
    if (!this.closed) this.onFault(fault);
    if (asked !== null) {
      clearTimeout(asked.watch);
      if (asked.hasFailed || this.closed) asked.reject(fault);
      else this.queue.unshift({ ...asked, hasFailed: true });
    }
    this.next();
  }
}
