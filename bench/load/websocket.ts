// A WebSocket client that costs next to nothing: the load must never be what limits a server under measure.
// Masks with zeros (the server unmasks all the same) and hands payloads over as bytes; knows text and binary frames, ping, close.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type WebSocketOptions = {
  port: number;
  path: string;
  headers?: Record<string, string>;
  /** Source address, so that one machine looks like many. */
  localAddress?: string;
  onMessage(payload: Buffer): void;
  onEnd?(): void;
};
export type WebSocketClient = { send(text: string): void; sendBytes(bytes: Buffer): void; close(): void; cut(): void };

const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Resolves when the server has switched protocols; rejects with its status line. */
export function openWebSocket(options: WebSocketOptions): Promise<WebSocketClient> {
  const { port, path, headers = {}, localAddress, onEnd } = options;
  return new Promise((opened, failed) => {
    const socket = connect({ port, host: '127.0.0.1', ...(localAddress && { localAddress }), noDelay: true });
    const lines = { host: `127.0.0.1:${port}`, upgrade: 'websocket', connection: 'Upgrade', ...headers };
    socket.write(
      `GET ${path} HTTP/1.1\r\n${Object.entries({
        ...lines,
        'sec-websocket-key': randomBytes(16).toString('base64'),
        'sec-websocket-version': '13',
      })
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    );
    socket.once('error', failed);
    socket.once('close', () => {
      failed(new Error('the connection closed'));
      onEnd?.();
    });
    let answer = Buffer.alloc(0);
    const onHead = (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      const end = answer.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.off('data', onHead);
      const status = answer.subarray(0, answer.indexOf('\r\n')).toString('latin1');
      if (!status.includes(' 101 ')) {
        socket.destroy();
        return failed(new Error(status));
      }
      // A server that dies resets its connections; the end is told by `close`.
      socket.on('error', () => undefined);
      const read = reader(socket, options);
      opened(writer(socket));
      read(answer.subarray(end + 4));
      socket.on('data', read);
    };
    socket.on('data', onHead);
  });
}

function writer(socket: Socket): WebSocketClient {
  return {
    send: (text) => void socket.write(frame(opcodes.text, Buffer.from(text))),
    sendBytes: (bytes) => void socket.write(frame(opcodes.binary, bytes)),
    close: () => void socket.end(frame(opcodes.close, Buffer.alloc(0))),
    cut: () => void socket.destroy(),
  };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const long = length > 125;
  if (length > 65_535) throw new Error('the load sends short frames only');
  const bytes = Buffer.alloc((long ? 8 : 6) + length);
  bytes[0] = 0x80 | opcode;
  bytes[1] = 0x80 | (long ? 126 : length);
  if (long) bytes.writeUInt16BE(length, 2);
  payload.copy(bytes, long ? 8 : 6);
  return bytes;
}

/** Cuts what arrives into frames. */
function reader(socket: Socket, { onMessage }: Pick<WebSocketOptions, 'onMessage'>): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  const take = (opcode: number, payload: Buffer) => {
    if (opcode === opcodes.text || opcode === opcodes.binary) onMessage(payload);
    else if (opcode === opcodes.ping) socket.write(frame(opcodes.pong, payload));
    else if (opcode === opcodes.close) socket.end();
  };
  return (chunk) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const size = frameSize(bytes);
      if (size === null || bytes.length < size.head + size.payload) break;
      take((bytes[0] as number) & 0x0f, bytes.subarray(size.head, size.head + size.payload));
      bytes = bytes.subarray(size.head + size.payload);
    }
    rest = bytes;
  };
}

function frameSize(bytes: Buffer): { head: number; payload: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] as number) & 0x7f;
  if (short < 126) return { head: 2, payload: short };
  if (short === 126) return bytes.length < 4 ? null : { head: 4, payload: bytes.readUInt16BE(2) };
  return bytes.length < 10 ? null : { head: 10, payload: Number(bytes.readBigUInt64BE(2)) };
}
