// For tests: one store as several nodes see it, each with its own ears, which the test can stop or make hear twice.
import type { Json, Store } from '../journal/port.ts';
import type { Identity } from './identity.ts';
import { type Dialled, dialled } from './runtime.fixture.ts';
import type { Runtime } from './runtime.ts';

export type Ears = { hints: 'heard' | 'lost' | 'twice'; whispers: 'heard' | 'lost' };
export type SeenStore = { store: Store; ears: Ears };

/** Each call gives the store as one more node sees it. */
export function sharing(shared: Store): () => SeenStore {
  const listening = new Set<{ ears: Ears; listener: (word: Json) => void }>();
  return () => {
    const ears: Ears = { hints: 'heard', whispers: 'heard' };
    const store: Store = {
      ...shared,
      watch: (listener) =>
        shared.watch((stream, version) => {
          if (ears.hints !== 'lost') listener(stream, version);
          if (ears.hints === 'twice') listener(stream, version);
        }),
      async whisper(word) {
        for (const other of listening) {
          if (other.ears !== ears && other.ears.whispers === 'heard' && ears.whispers === 'heard')
            queueMicrotask(() => other.listener(structuredClone(word)));
        }
      },
      hear(listener) {
        const one = { ears, listener };
        listening.add(one);
        return () => void listening.delete(one);
      },
    };
    return { store, ears };
  };
}

/** A connection to a node that may never have heard of its session, as after the handshake. */
export async function arrives(runtime: Runtime, identity: Identity): Promise<Dialled> {
  await runtime.prove('facilitator', identity.sessionId, identity.sessionId, 'loads the session');
  return dialled(runtime, identity);
}
