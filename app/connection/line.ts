// Keeps one socket alive and says in a word how it is: comes back soon and not in step with everybody else, wakes with the
// device, finds out why nothing gets through. Knows nothing of what is sent over it.
import { jittered } from './patience.ts';
import { serverAnswers } from './reach.ts';
import type { Trouble } from './store-health.ts';
import type { LiveSocket } from './wire.ts';

/** 'blocked': the server answers, live connections do not get through. 'away': nothing has been heard of it for a while. */
export type LineState = 'connecting' | 'connected' | 'reconnecting' | 'away' | 'blocked';

type Watcher = {
  says: (state: LineState) => void;
  /** The server's door said no, which trying again does not change. */
  refused: () => void;
  trouble: (trouble: Trouble) => void;
  /** False where a connection that seems open turns out to be dead. */
  alive: () => Promise<boolean>;
};

/** After this long without any live connection we find out why and say it plainly. */
const plainAfterMs = 10_000;
const againAfterMs = 1000;
/** A room whose network comes back does so for all its phones in one moment. */
const togetherMs = 500;

/** Answers how to stop watching. */
export function watchLine(socket: LiveSocket, { says, refused, trouble, alive }: Watcher): () => void {
  let over = false;
  let doubting: ReturnType<typeof setTimeout> | undefined;
  const connectAfter = (ms: number) => setTimeout(() => !over && !socket.connected && socket.connect(), ms);

  /** While nothing gets through, looks every ten seconds whether the server can be reached otherwise. */
  function doubt(): void {
    clearTimeout(doubting);
    doubting = setTimeout(async () => {
      const answers = await serverAnswers();
      if (over || socket.connected) return;
      says(answers ? 'blocked' : 'away');
      doubt();
    }, jittered(plainAfterMs));
  }

  socket.on('connect', () => {
    clearTimeout(doubting);
    trouble(null);
    says('connected');
  });
  socket.on('disconnect', (reason) => {
    says('reconnecting');
    doubt();
    if (reason === 'io server disconnect') connectAfter(jittered(againAfterMs));
  });
  socket.on('connect_error', (error: Refused) => {
    const { code, waitMs } = doorSays(error);
    if (code === 'notAllowed' || code === 'sessionOver') return refused();
    if (code === 'tryAgain') trouble('store');
    if (code === 'busy') {
      trouble('busy');
      // Not by Socket.IO's own beat, which knows nothing of the time that the door named.
      socket.disconnect();
    }
    // Socket.IO itself comes back after a lost network, not after a door that said "try again".
    if (!socket.active) connectAfter(jittered(waitMs ?? againAfterMs));
    // Some networks swallow WebSockets without a word; what begins as polling gets through them.
    else if (error.message === 'timeout') socket.io.opts.transports = ['polling', 'websocket'];
  });

  /** A sleeping phone often wakes with a connection that is dead but does not know it. */
  async function wake(): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    if (socket.connected && (await alive())) return;
    if (!over) socket.disconnect().connect();
  }
  const onWake = () => void wake();
  // Taken out of the browser's memory of pages left: everything stands, only the connection is gone.
  const onShown = ({ persisted }: PageTransitionEvent) => persisted && onWake();
  const onOnline = () => setTimeout(onWake, Math.random() * togetherMs);
  document.addEventListener('visibilitychange', onWake);
  document.addEventListener('resume', onWake);
  addEventListener('pageshow', onShown);
  addEventListener('online', onOnline);
  says('connecting');
  doubt();
  return () => {
    over = true;
    clearTimeout(doubting);
    document.removeEventListener('visibilitychange', onWake);
    document.removeEventListener('resume', onWake);
    removeEventListener('pageshow', onShown);
    removeEventListener('online', onOnline);
  };
}

type Refused = Error & { data?: unknown; description?: unknown; context?: unknown };

/** What the door said, by code. One that is busy answers the request itself; only what is polled can read that. */
function doorSays({ data, message, description, context }: Refused): { code: string; waitMs: number | null } {
  if ((description === 503 || description === 429) && context instanceof XMLHttpRequest) {
    // A proxy whose servers are gone says 503 as well, in its own words.
    const ours = context.responseText.startsWith('{"rejection":');
    if (ours) return { code: 'busy', waitMs: (Number(context.getResponseHeader('Retry-After')) || 1) * 1000 };
  }
  const told = data as { code?: string; rejection?: { code?: string } } | undefined;
  return { code: told?.rejection?.code ?? told?.code ?? message, waitMs: null };
}
