// Who wants to hear of appends within this process.
// Knows no store; is told only after a commit.

export type AppendListener = (stream: string, version: number) => void;

export type Listeners = {
  /** Returns the way to stop. The same function may watch twice and stops one at a time. */
  watch(listener: AppendListener): () => void;
  tell(stream: string, version: number): void;
  clear(): void;
};

export function createListeners(): Listeners {
  const entries = new Set<{ listener: AppendListener }>();
  return {
    watch(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    tell(stream, version) {
      for (const entry of [...entries]) {
        try {
          entry.listener(stream, version);
        } catch (error) {
          // A listener's bug must neither cost another listener its hint nor an appender its ack, and must not be silent.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    clear: () => entries.clear(),
  };
}
