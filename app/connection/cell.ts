// One value that can be watched: the whole of our state library, shaped for React's useSyncExternalStore.
// Knows nothing of what it holds.
export type Source<Value> = { get: () => Value; subscribe: (listener: () => void) => () => void };
export type Cell<Value> = Source<Value> & { set: (value: Value) => void };

export function createCell<Value>(initial: Value): Cell<Value> {
  let held = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => held,
    set(value) {
      if (Object.is(held, value)) return;
      held = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
