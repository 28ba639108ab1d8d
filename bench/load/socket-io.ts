// The little of Socket.IO's wire (protocol 5 over Engine.IO 4) that a load needs: connect, events, acks, pings.
// https://socket.io/docs/v4/socket-io-protocol/ says what the figures at the front of a packet mean.
import { openWebSocket } from './websocket.ts';

export type LoadSocketOptions = {
  port: number;
  /** With slashes at both ends. */
  path: string;
  /** '' is the main one. */
  namespace?: string;
  auth?: object;
  headers?: Record<string, string>;
  localAddress?: string;
  /** The JSON array of an event, as bytes. */
  onEvent(payload: Buffer): void;
  onEnd?(): void;
};
export type LoadSocket = {
  /** `json`: the array of event name and arguments. */
  emit(json: string, acked?: (payload: Buffer) => void): void;
  /** The first value of the ack. */
  ask(json: string): Promise<unknown>;
  close(): void;
  /** Without a word, as a cable that is pulled. */
  cut(): void;
};

const zero = 48;
const [open, ping, message] = [0, 2, 4].map((figure) => zero + figure);
const [connected, event, ack, refused] = [0, 2, 3, 4].map((figure) => zero + figure);

/** Resolves once the server has accepted the connection; rejects with its reason. */
export async function openLoadSocket(options: LoadSocketOptions): Promise<LoadSocket> {
  const { port, path, namespace = '', auth = {}, headers = {}, localAddress, onEvent, onEnd } = options;
  const acks = new Map<number, (payload: Buffer) => void>();
  const prefix = namespace === '' ? '' : `${namespace},`;
  const at = 2 + prefix.length;
  let accepted: () => void = () => undefined;
  let denied: (why: Error) => void = () => undefined;
  const settled = new Promise<void>((resolve, reject) => {
    accepted = resolve;
    denied = reject;
  });
  settled.catch(() => undefined);
  const onPacket = (payload: Buffer) => {
    if (payload[1] === event) return onEvent(payload.subarray(at));
    if (payload[1] === ack) return onAck(payload);
    if (payload[1] === connected) accepted();
    if (payload[1] === refused) denied(new Error(payload.subarray(at).toString()));
  };
  const onAck = (payload: Buffer) => {
    let [id, index] = [0, at];
    for (let figure = payload[index]; figure !== undefined && figure >= zero && figure <= 57; figure = payload[index]) {
      id = id * 10 + figure - zero;
      index += 1;
    }
    const told = acks.get(id);
    acks.delete(id);
    told?.(payload.subarray(index));
  };
  const wire = await openWebSocket({
    port,
    path: `${path}?EIO=4&transport=websocket`,
    headers,
    ...(localAddress && { localAddress }),
    onMessage(payload) {
      if (payload[0] === message) onPacket(payload);
      else if (payload[0] === ping) wire.send('3');
      else if (payload[0] === open) setImmediate(() => wire.send(`40${prefix}${JSON.stringify(auth)}`));
    },
    onEnd() {
      denied(new Error('the connection closed'));
      onEnd?.();
    },
  });
  await settled;
  let lastId = 0;
  const emit: LoadSocket['emit'] = (json, acked) => {
    if (!acked) return wire.send(`42${prefix}${json}`);
    lastId += 1;
    acks.set(lastId, acked);
    wire.send(`42${prefix}${lastId}${json}`);
  };
  return {
    emit,
    ask: (json) => new Promise((told) => emit(json, (payload) => told(JSON.parse(payload.toString())[0]))),
    close: () => wire.close(),
    cut: () => wire.cut(),
  };
}
