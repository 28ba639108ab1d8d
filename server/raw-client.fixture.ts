// For tests: a client below Socket.IO. Speaks HTTP and WebSocket by hand over TCP, so that it can do what no browser does:
// stop reading, stop half-way, send any bytes.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type RawClient = {
  socket: Socket;
  /** All that was read so far. */
  heard(): string;
  /** Sends bytes as they are. */
  raw(bytes: string | Uint8Array): void;
  /** Sends one masked WebSocket frame. */
  frame(payload: string | Uint8Array, opcode?: number): void;
  /** Sends many in one write, so that they are read together. */
  frames(payloads: readonly string[], opcode?: number): void;
  /** Sends so many pieces of one byte of a message that goes on; `begun`: of one that began before. */
  pieces(count: number, begun?: boolean): void;
  /** Resolves once the other side has ended the connection. */
  closed: Promise<void>;
};

/** A TCP connection that says nothing yet. `halfOpen`: it goes on when the other side has said that it sends no more. */
export async function openTcp(port: number, halfOpen = false): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: halfOpen });
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  // A reset is one of the ways to end it.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((done) => void socket.once('close', () => done()));
  await new Promise<void>((connected) => void socket.once('connect', () => connected()));
  const raw = (bytes: string | Uint8Array) => void socket.write(bytes);
  return {
    socket,
    heard: () => heard,
    raw,
    frame: (payload, opcode = 1) => raw(maskedFrame(Buffer.from(payload as string), opcode)),
    frames: (payloads, opcode = 1) =>
      raw(Buffer.concat(payloads.map((payload) => maskedFrame(Buffer.from(payload), opcode)))),
    pieces: (count, begun = false) =>
      raw(
        Buffer.concat(
          Array.from({ length: count }, (_, nth) => maskedFrame(Buffer.from('4'), begun || nth > 0 ? 0 : 1, false)),
        ),
      ),
    closed,
  };
}

const newcomer = '/live/?EIO=4&transport=websocket';

/** Asks for a WebSocket, and waits for no answer. */
export async function askUpgrade(
  port: number,
  { path = newcomer, headers = {}, halfOpen = false }: Ask & { halfOpen?: boolean } = {},
): Promise<RawClient> {
  const client = await openTcp(port, halfOpen);
  const upgrade = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
  };
  client.raw(request('GET', path, port, { ...upgrade, ...headers }));
  return client;
}

type Ask = { path?: string; headers?: Record<string, string> };

function request(method: string, path: string, port: number, headers: Record<string, string>): string {
  const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** A GET of this very path, as no client of HTTP would send it; nothing is read unless asked for. */
export async function askGet(port: number, { path = '/', headers = {} }: Ask): Promise<RawClient> {
  const client = await openTcp(port);
  client.raw(request('GET', path, port, headers));
  return client;
}

/** The status of the answer, once it is there. */
export async function statusOf(client: RawClient): Promise<number> {
  await until(() => /^HTTP\/1\.1 \d{3} /.test(client.heard()));
  return Number(client.heard().slice(9, 12));
}

/** A WebSocket that has been upgraded; Socket.IO has not been spoken yet. */
export async function openWebSocket(port: number, headers: Record<string, string> = {}): Promise<RawClient> {
  const client = await askUpgrade(port, { headers });
  await until(() => client.heard().includes('101 Switching') && client.heard().includes('"sid"'));
  return client;
}

/** The same, and Socket.IO's own connect packet answered. */
export async function openLive(port: number, cookie: string, auth: object): Promise<RawClient> {
  const client = await openWebSocket(port, { Cookie: cookie });
  client.frame(`40${JSON.stringify(auth)}`);
  await until(() => /40\{"sid"/.test(client.heard()));
  return client;
}

export type Polling = {
  sid: string;
  /** Of every request of this connection but the first. */
  path: string;
  /** What waits for it, packet by packet. */
  poll(): Promise<string[]>;
  /** Sends packets, up to what a payload may hold; the status of the answer, 0 where there was none. */
  send(...packets: string[]): Promise<number>;
};
const betweenPackets = '\u001e';

/** A connection by long polling; Socket.IO has not been spoken yet. */
export async function openPolling(port: number, cookie = ''): Promise<Polling> {
  const begin = '/live/?EIO=4&transport=polling';
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  const opened = await (await fetch(at(begin), { headers: { cookie } })).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const path = `${begin}&sid=${sid}`;
  return {
    sid,
    path,
    poll: async () => (await (await fetch(at(path), { headers: { cookie } })).text()).split(betweenPackets),
    async send(...packets) {
      const body = packets.join(betweenPackets);
      const sent = fetch(at(path), { method: 'POST', headers: { cookie }, body });
      return sent.then(
        ({ status }) => status,
        () => 0,
      );
    },
  };
}

/** The same, and Socket.IO's own connect packet answered. */
export async function openLivePolling(port: number, cookie: string, auth: object): Promise<Polling> {
  const polling = await openPolling(port, cookie);
  await polling.send(`40${JSON.stringify(auth)}`);
  for (const last = Date.now() + 5_000; Date.now() < last; )
    if ((await polling.poll()).some((packet) => packet.startsWith('40{'))) return polling;
  throw new Error('the greeting was not answered within five seconds');
}

export async function until(look: () => boolean, withinMs = 10_000): Promise<void> {
  const last = Date.now() + withinMs;
  while (!look()) {
    if (Date.now() > last) throw new Error(`it did not come about within ${withinMs} ms`);
    await new Promise((later) => setTimeout(later, 10));
  }
}

function maskedFrame(payload: Buffer, opcode: number, last = true): Buffer {
  const mask = randomBytes(4);
  const first = (last ? 0x80 : 0) | opcode;
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([first, 0x80 | length])
      : length < 65_536
        ? Buffer.from([first, 0x80 | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([first, 0x80 | 127]), lengthIn8(length)]);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, masked]);
}

function lengthIn8(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}
