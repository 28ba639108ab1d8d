// A TCP proxy for tests that stands for a bad network: cuts, delays, swallows.
// Knows no protocol: it moves bytes, in order, or loses the connection as a whole.

import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

export type TcpProxy = {
  port: number;
  /** Breaks every connection and every new one, until `mend`. */
  cut(): void;
  /** Keeps connections and takes new ones, but nothing arrives any more in either direction: half-open TCP. `mend` breaks them. */
  swallow(): void;
  /** Nothing more arrives from the server, while what is sent to it still does: requests run, answers are lost. `mend` breaks them. */
  deafen(): void;
  /** From now on each piece of bytes arrives this much later, in order. */
  delay(ms: number): void;
  /** Lets everything through again, over new connections where old ones lost bytes. */
  mend(): void;
  /** Breaks the connections of this moment only. */
  break(): void;
  connections(): number;
  end(): Promise<void>;
};

type Mode = 'open' | 'cut' | 'swallow' | 'deafen';
type Pair = { near: Socket; far: Socket };

/** Stands on a free loopback port before `target` on 127.0.0.1. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  let mode: Mode = 'open';
  let delayMs = 0;
  const pairs = new Set<Pair>();
  const destroyAll = () => {
    for (const { near, far } of pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
    pairs.clear();
  };
  const forward = (from: Socket, to: Socket, isLost: () => boolean) => {
    // What was delayed is not overtaken once there is no delay any more.
    let waiting = 0;
    let inTurn: Promise<void> = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      if (isLost()) return;
      const arrive = () => {
        if (!to.destroyed && !isLost()) to.write(bytes);
      };
      if (delayMs === 0 && waiting === 0) {
        arrive();
        return;
      }
      waiting += 1;
      const due = delayMs > 0 ? new Promise((over) => setTimeout(over, delayMs)) : null;
      inTurn = inTurn
        .then(() => due)
        .then(() => {
          waiting -= 1;
          arrive();
        });
    });
  };
  const server = createServer({ noDelay: true }, (near) => {
    near.on('error', () => undefined);
    if (mode === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const far = dial({ port: target, host: '127.0.0.1', noDelay: true });
    const pair = { near, far };
    pairs.add(pair);
    far.on('error', () => undefined);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('close', () => {
        if (mode === 'swallow') return;
        other.destroy();
        pairs.delete(pair);
      });
    }
    forward(near, far, () => mode === 'swallow');
    forward(far, near, () => mode === 'swallow' || mode === 'deafen');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      mode = 'cut';
      destroyAll();
    },
    swallow() {
      mode = 'swallow';
    },
    deafen() {
      mode = 'deafen';
    },
    delay(ms) {
      delayMs = ms;
    },
    mend() {
      if (mode === 'swallow' || mode === 'deafen') destroyAll();
      mode = 'open';
      delayMs = 0;
    },
    break: destroyAll,
    connections: () => pairs.size,
    async end() {
      mode = 'cut';
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
}
