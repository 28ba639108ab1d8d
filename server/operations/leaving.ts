// How a node leaves: first it is not ready and takes no new connections, then it takes no new commands, and what is
// under way is answered. Knows no command.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { endUpgrade } from '../gate/end-upgrade.ts';

export type Stage = 'serving' | 'leaving' | 'closing';
export type Leaving = ReturnType<typeof createLeaving>;

export function createLeaving() {
  let stage: Stage = 'serving';
  let underWay = 0;
  let settled: (() => void) | null = null;
  return {
    stage: () => stage,
    leave(): void {
      if (stage === 'serving') stage = 'leaving';
    },
    /** Counts work for as long as it takes; null where no more is taken. */
    async during<Result>(work: () => Promise<Result>): Promise<Result | null> {
      if (stage === 'closing') return null;
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
        if (underWay === 0) settled?.();
      }
    },
    /** Takes nothing more; resolves to whether all that was under way has been answered within `ms`. */
    async close(ms: number): Promise<boolean> {
      stage = 'closing';
      if (underWay === 0) return true;
      let timer: NodeJS.Timeout | undefined;
      const done = new Promise<boolean>((resolve) => {
        settled = () => resolve(true);
        timer = setTimeout(() => resolve(false), ms);
      });
      return done.finally(() => clearTimeout(timer));
    },
  };
}

type Doors = {
  /** Whether a request belongs to a connection that is open. */
  isInside(request: IncomingMessage): boolean;
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

/** A handshake that comes while we leave is sent on at once: the client tries again and finds another node. */
export function closingDoors(
  { isInside, request, upgrade }: Doors,
  leaving: Pick<Leaving, 'stage'>,
  secureOf: (request: IncomingMessage) => boolean,
): Omit<Doors, 'isInside'> {
  const refused = (asked: IncomingMessage) => leaving.stage() !== 'serving' && !isInside(asked);
  return {
    request(asked, response) {
      if (!refused(asked)) return request(asked, response);
      response.writeHead(503, { 'retry-after': '1', connection: 'close' }).end();
    },
    upgrade(asked, socket, head) {
      if (!refused(asked)) return upgrade(asked, socket, head);
      endUpgrade(socket, '503 Service Unavailable', secureOf(asked), { 'retry-after': '1' });
    },
  };
}
