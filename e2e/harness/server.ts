// Starts the real server as its own process on a free port with its own data folder, and ends it: cleanly or by SIGKILL.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { limitFiles } from '../../server/process.fixture.ts';

const root = resolve(import.meta.dirname, '../..');
const startWithinMs = 60_000;

/** `redis`: the address of a Redis that several servers may share; hosting then needs the key; `locked`: also without one. */
export type ServerOptions = { dataFolder?: string; port?: number; library?: string; redis?: string; locked?: boolean };
const hostKey = 'a-key-for-stories-only-0123456789';

export class TestServer {
  readonly dataFolder: string;
  port: number;
  private child: ChildProcess | null = null;
  private readonly library: string | undefined;
  private readonly redis: string | undefined;
  private readonly locked: boolean;
  private beat: NodeJS.Timeout | undefined;
  private rest: NodeJS.Timeout | undefined;
  output = '';

  private constructor(dataFolder: string, { port = 0, library, redis, locked = false }: ServerOptions) {
    this.dataFolder = dataFolder;
    this.port = port;
    this.library = library;
    this.redis = redis;
    this.locked = locked;
  }

  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'parley-e2e-'))), options);
    await server.run();
    return server;
  }

  /** What hosting asks for; null where it asks for nothing. */
  get hostKey(): string | null {
    return this.redis || this.locked ? hostKey : null;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Resolves once the server has announced its address. A restart keeps the port, so that open pages find it again. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(this.port),
        PARLEY_BIND: '127.0.0.1',
        PARLEY_DATA: this.dataFolder,
        PARLEY_LOG: 'error',
        ...(this.library ? { PARLEY_LIBRARY: this.library } : {}),
        ...(this.redis ? { REDIS_URL: this.redis } : {}),
        ...(this.hostKey ? { PARLEY_HOST_KEY: this.hostKey } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    await new Promise<void>((ready, failed) => {
      const timer = setTimeout(
        () => failed(new Error(`the server was not ready within ${startWithinMs} ms:\n${this.output}`)),
        startWithinMs,
      );
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        const [, port] = /Parley is ready: http:\/\/[^:]+:(\d+)/.exec(this.output) ?? [];
        if (port === undefined) return;
        this.port = Number(port);
        clearTimeout(timer);
        ready();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('exit', (code) => failed(new Error(`the server ended with ${code}:\n${this.output}`)));
    });
    this.output = '';
  }

  /** SIGKILL: no goodbye. Resolves when the process is gone. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Kills and starts again on the same port and data. */
  async killAndRestart(): Promise<void> {
    await this.kill();
    await this.run();
  }

  /** SIGTERM: it answers what is under way and goes; its data stay. */
  leave(): Promise<void> {
    return this.end('SIGTERM');
  }
  /** SIGSTOP: it holds its port, hears and says nothing. */
  hang(): void {
    this.child?.kill('SIGSTOP');
  }
  resume(): void {
    this.child?.kill('SIGCONT');
  }
  /** As on a machine with far too much to do: it stands still most of the time. */
  burden(): void {
    this.beat = setInterval(() => {
      this.hang();
      this.rest = setTimeout(() => this.resume(), 380);
    }, 400);
  }
  relieve(): void {
    clearInterval(this.beat);
    clearTimeout(this.rest);
    this.resume();
  }
  /** From now on the disk takes no byte more of this process; false where this system cannot do that. */
  fillDisk(): boolean {
    return limitFiles(this.child?.pid, '0:unlimited');
  }
  freeDisk(): void {
    limitFiles(this.child?.pid, 'unlimited');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  private end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child === null || child.exitCode !== null) return Promise.resolve();
    // Who stands still would never hear of it.
    this.relieve();
    this.child = null;
    return new Promise((gone) => {
      child.once('exit', () => gone());
      child.kill(signal);
    });
  }
}
