// How figures look in a report: short, aligned, and "–" where there is none.
// Knows numbers and texts; nothing of what they mean.
import type { Package } from '../schema.ts';

/** Six significant digits at most; "–" for nothing. */
export function figure(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : String(Number(value.toPrecision(6)));
}

/** Figures side by side, in brackets. */
export function figures(values: readonly (number | null)[] | null): string {
  return values === null ? '–' : `(${values.map(figure).join(', ')})`;
}

/** "price low · weeks 3". */
export function packageWords(settlement: Package | null): string {
  return settlement === null
    ? '–'
    : Object.entries(settlement)
        .map(([issue, choice]) => `${issue} ${choice}`)
        .join(' · ');
}

/** Lines of "name   value", the values under each other. */
export function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}
