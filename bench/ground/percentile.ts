// Percentiles of what was measured, by the nearest rank.

/** NaN where nothing was measured. `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export type Spread = { count: number; first: number; p50: number; p95: number; p99: number; worst: number };

export function spreadOf(values: readonly number[]): Spread {
  return {
    count: values.length,
    first: percentile(values, 0),
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    worst: percentile(values, 1),
  };
}
