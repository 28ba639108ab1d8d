// When to try again what failed: soon at first, then less and less often. Knows no work and no clock but the monotonic one.

export type Backoff = {
  /** Whether it is time to try this again; what never failed may always be tried. */
  ready(key: string): boolean;
  /** Notes a failure; how many there were in a row. */
  failed(key: string): number;
  succeeded(key: string): void;
  /** What failed and did not succeed since. */
  size(): number;
};

export function createBackoff(
  firstMs: number,
  longestMs: number,
  clock: () => number = () => performance.now(),
): Backoff {
  const failures = new Map<string, { times: number; next: number }>();
  return {
    ready: (key) => (failures.get(key)?.next ?? Number.NEGATIVE_INFINITY) <= clock(),
    failed(key) {
      const times = (failures.get(key)?.times ?? 0) + 1;
      failures.set(key, { times, next: clock() + Math.min(longestMs, firstMs * 2 ** (times - 1)) });
      return times;
    },
    succeeded: (key) => void failures.delete(key),
    size: () => failures.size,
  };
}
