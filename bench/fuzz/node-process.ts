// Starts and watches the node under fuzz: whether it lives, what it holds, what it counts as faults of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export type Measured = { heldBytes: number; faults: string[] };

export class NodeProcess {
  private readonly child: ChildProcess;
  readonly url: string;
  /** What it wrote to its terminal: nothing, unless something is wrong. */
  output = '';

  private constructor(child: ChildProcess, url: string) {
    this.child = child;
    this.url = url;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
  }

  static async start(): Promise<NodeProcess> {
    const child = fork(join(import.meta.dirname, 'served.ts'), {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { url } = await heard<{ url: string }>(child);
    return new NodeProcess(child, url);
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }
  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  measure(): Promise<Measured> {
    const measured = heard<Measured>(this.child);
    this.child.send('measure');
    return measured;
  }

  async end(): Promise<void> {
    if (!this.alive) return;
    const gone = new Promise((ended) => this.child.once('exit', ended));
    this.child.send('end');
    await gone;
  }
}

function heard<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((told, failed) => {
    const ended = () => failed(new Error('the node ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      told(message as Message);
    });
  });
}
