// The store as the runtime uses it: no call waits for ever, texts asked for at the same moment are read together, and
// whoever appends something for another journal says so at once. Adds no promise to the port and takes none away.
import type { Store } from '../journal/port.ts';
import type { Patience } from './patience.ts';

/** Longer than a busy disk takes; short enough that whoever waits still remembers what for. */
export const storeMs = 4_000;
/** Erasing rewrites a file, which takes its time. */
const removalMs = 60_000;

type Lasting = 'watch' | 'hear' | 'close';

/** `onOutbox` is called after an append that left rows in the outbox. */
export function patientStore(
  store: Store,
  { patience, onOutbox, ms = storeMs }: { patience: Patience; onOutbox(): void; ms?: number },
): Store {
  const bounded = <Name extends Exclude<keyof Store, Lasting>>(name: Name, most = ms): Store[Name] => {
    const call = store[name] as (...args: unknown[]) => Promise<unknown>;
    return ((...args: unknown[]) => patience.within(most, call(...args))) as Store[Name];
  };
  const append = bounded('append');
  return {
    // Asked more than once for every command, and answered on the spot but when its store is away, which has a bound of its own.
    now: () => store.now(),
    read: bounded('read'),
    heads: bounded('heads'),
    readAll: bounded('readAll'),
    findAck: bounded('findAck'),
    lookup: bounded('lookup'),
    readTexts: together(bounded('readTexts')),
    putDocument: bounded('putDocument'),
    readDocuments: bounded('readDocuments'),
    dueUntil: bounded('dueUntil'),
    pendingOutbox: bounded('pendingOutbox'),
    outboxDelivered: bounded('outboxDelivered'),
    whisper: bounded('whisper'),
    beat: bounded('beat'),
    lastBeat: bounded('lastBeat'),
    eraseAuthor: bounded('eraseAuthor', removalMs),
    deleteStreams: bounded('deleteStreams', removalMs),
    append(item) {
      const appending = append(item);
      if (item.outbox === undefined || item.outbox.length === 0) return appending;
      return appending.then((result) => {
        if (result.outcome === 'appended') onOutbox();
        return result;
      });
    },
    watch: (listener) => store.watch(listener),
    hear: (listener) => store.hear(listener),
    close: () => store.close(),
  };
}

/** Three hundred connections that show one new name ask once. Nothing is kept: what is erased is gone with the next look. */
function together(readTexts: Store['readTexts']): Store['readTexts'] {
  let asking: { refs: Set<string>; found: Promise<Map<string, string>> } | null = null;
  return async (refs) => {
    if (asking === null) {
      const batch = { refs: new Set<string>(), found: Promise.resolve(new Map<string, string>()) };
      asking = batch;
      batch.found = Promise.resolve().then(() => {
        asking = null;
        return readTexts([...batch.refs]);
      });
    }
    for (const ref of refs) asking.refs.add(ref);
    return asking.found;
  };
}
