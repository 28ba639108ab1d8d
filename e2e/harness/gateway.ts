// Stands between browsers and a server on a port of its own, and does to connections what networks do: cuts them, swallows
// them, refuses WebSockets or all that is live, leads to another server. Pages keep one address throughout.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** `cut`: nobody gets through. `noWebSockets`: upgrades are refused. `swallow`: upgrades are never answered.
 *  `noLive`: also no polling. `busy`: the live door has no room, as the server's own says it. */
export type Weather = 'fair' | 'cut' | 'noWebSockets' | 'swallow' | 'noLive' | 'busy';

export class Gateway {
  private weather: Weather = 'fair';
  private target: number;
  private readonly http: Server;
  private readonly open = new Set<Duplex>();
  /** Requests for polling that were passed on. */
  polled = 0;
  /** Live answers to browsers stop, while what they send still arrives. */
  private deaf = false;
  /** Nothing arrives in either direction, and nobody is told that a connection ended: half-open TCP. */
  private silent = false;
  /** Of pages the first half arrives at once, the other when this is kept. */
  private rest: Promise<void> | null = null;

  private constructor(target: number) {
    this.target = target;
    this.http = createServer((from, to) => this.pass(from, to));
    this.http.on('upgrade', (from: IncomingMessage, socket: Duplex, head: Buffer) => this.tunnel(from, socket, head));
    this.http.on('connection', (socket: Socket) => {
      if (this.weather === 'cut') socket.destroy();
      else this.remember(socket);
    });
  }

  static async before(target: number): Promise<Gateway> {
    const gateway = new Gateway(target);
    await new Promise<void>((ready) => gateway.http.listen(0, '127.0.0.1', ready));
    return gateway;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  /** From now on, and for what is open: changing the weather ends every connection. */
  become(weather: Weather): void {
    this.weather = weather;
    this.endAll();
  }
  /** From now on to another server; what is open ends. */
  leadTo(target: number): void {
    this.target = target;
    this.endAll();
  }
  /** What browsers send arrives; no answer comes back on connections that are open now. */
  loseAnswers(): void {
    this.deaf = true;
  }
  /** From now on nothing arrives at either end, not even that the other has gone; what is open stays open. */
  fallSilent(): void {
    this.silent = true;
  }
  /** Of every page that is asked for from now on only the first half arrives, until what this returns is called. */
  halvePages(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.rest = promise;
    return () => {
      this.rest = null;
      resolve();
    };
  }
  hearAgain(): void {
    this.deaf = false;
    this.silent = false;
    this.endAll();
  }

  async close(): Promise<void> {
    this.endAll();
    await new Promise<void>((done) => this.http.close(() => done()));
  }

  private endAll(): void {
    for (const one of this.open) one.destroy();
    this.open.clear();
  }
  private remember(one: Duplex): void {
    this.open.add(one);
    one.on('error', () => one.destroy());
    one.on('close', () => this.open.delete(one));
  }

  private pass(from: IncomingMessage, to: ServerResponse): void {
    if (this.silent) return;
    const live = from.url?.startsWith('/live') === true;
    if (live && this.weather === 'noLive') return void to.writeHead(403).end();
    if (live && this.weather === 'busy') {
      return void to.writeHead(503, { 'Retry-After': '1' }).end('{"rejection":{"code":"busy","message":""}}');
    }
    if (live) this.polled += 1;
    const { method, url } = from;
    const headers = this.rest !== null ? { ...from.headers, 'accept-encoding': 'identity' } : from.headers;
    const onwards = request({ host: '127.0.0.1', port: this.target, method, path: url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      if (this.rest !== null && answer.headers['content-type']?.startsWith('text/html'))
        void inHalves(answer, to, this.rest);
      else answer.pipe(to);
    });
    onwards.on('error', () => (to.headersSent ? to.destroy() : to.writeHead(502).end()));
    from.pipe(onwards);
  }

  private tunnel(from: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.remember(socket);
    if (this.weather === 'swallow' || this.silent) return;
    if (this.weather !== 'fair') return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    const onwards = connect(this.target, '127.0.0.1', () => {
      const lines = from.rawHeaders.flatMap((name, index, all) => (index % 2 ? [] : `${name}: ${all[index + 1]}`));
      onwards.write(`${from.method} ${from.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onwards.write(head);
      socket.on('data', (bytes) => this.silent || onwards.write(bytes));
      onwards.on('data', (bytes) => this.deaf || this.silent || socket.write(bytes));
    });
    this.remember(onwards);
    socket.on('close', () => this.silent || onwards.destroy());
    onwards.on('close', () => this.silent || socket.destroy());
  }
}

/** All of the answer, of which the other half waits for `rest`. */
async function inHalves(answer: IncomingMessage, to: ServerResponse, rest: Promise<void>): Promise<void> {
  const whole = Buffer.concat(await answer.toArray());
  const half = whole.length >> 1;
  to.write(whole.subarray(0, half));
  await rest;
  to.end(whole.subarray(half));
}
