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
  /** Resolves once the other side has ended the connection. */
  closed: Promise<void>;
};

/** A TCP connection that says nothing yet. */
export async function openTcp(port: number): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1');
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
    closed,
  };
}

/** A WebSocket that has been upgraded; Socket.IO has not been spoken yet. */
export async function openWebSocket(port: number, headers: Record<string, string> = {}): Promise<RawClient> {
  const client = await openTcp(port);
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  client.raw(`GET /live/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.join('')}\r\n`);
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

export async function until(look: () => boolean, withinMs = 10_000): Promise<void> {
  const last = Date.now() + withinMs;
  while (!look()) {
    if (Date.now() > last) throw new Error(`it did not come about within ${withinMs} ms`);
    await new Promise((later) => setTimeout(later, 10));
  }
}

function maskedFrame(payload: Buffer, opcode: number): Buffer {
  const mask = randomBytes(4);
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | length])
      : length < 65_536
        ? Buffer.from([0x80 | opcode, 0x80 | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | 127]), lengthIn8(length)]);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, masked]);
}

function lengthIn8(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}
