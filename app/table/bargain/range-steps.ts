// Steps of a number range, for hands: the nearest possible number, and one step up or down. Pure.
type Range = { min: number; max: number; step?: number | undefined };

/** 12 significant digits, so that three steps of 0.1 read 0.3. */
const tidy = (value: number) => Number(value.toPrecision(12));
const stepOf = (range: Range) => range.step ?? (range.max - range.min) / 100;

/** The possible number nearest to a value; the bounds for values outside. */
export function nearestStep(range: Range, value: number): number {
  if (value <= range.min) return range.min;
  if (range.step === undefined) return Math.min(value, range.max);
  const last = Math.floor((range.max - range.min) / range.step + 1e-6);
  return tidy(range.min + Math.min(last, Math.round((value - range.min) / range.step)) * range.step);
}

/** One step from a value; from nothing, up begins at the least and down at the most. */
export function stepped(range: Range, value: number | null, by: 1 | -1): number {
  if (value === null) return by === 1 ? range.min : nearestStep(range, range.max);
  return nearestStep(range, value + by * stepOf(range));
}

/** Whether a number is possible as it stands. */
export const isStep = (range: Range, value: number): boolean =>
  Number.isFinite(value) && Math.abs(nearestStep(range, value) - value) <= 1e-9 * Math.max(1, Math.abs(value));
