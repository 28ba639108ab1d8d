// The settlements of one issue in order: named options, or a number range as a list of steps.
// Safe for the browser. Knows nothing of roles or points.
import type { Choice, Numbers } from './schema.ts';

export type NumberIssue = Numbers['issues'][number];
export type RangeIssue = Extract<NumberIssue, { min: number }>;

/** A range without `step` has a settlement at every real number; analysis looks at this many, evenly spaced. */
export const CONTINUOUS_STEPS = 1001;

/** How far a number may lie from a step and still be that step, as a share of the step. */
const STEP_SLACK = 1e-6;

/** Whether an issue is a range of numbers. */
export function isRange(issue: NumberIssue): issue is RangeIssue {
  return 'min' in issue;
}

/** How many settlements analysis distinguishes on an issue. */
export function settlementCount(issue: NumberIssue): number {
  if (!isRange(issue)) return issue.options.length;
  if (issue.min === issue.max) return 1;
  if (issue.step === undefined) return CONTINUOUS_STEPS;
  return Math.floor((issue.max - issue.min) / issue.step + STEP_SLACK) + 1;
}

/** The number at one step of a range; 12 significant digits, so that 3 steps of 0.1 read 0.3. */
export function stepValue(range: RangeIssue, index: number): number {
  const last = settlementCount(range) - 1;
  if (index === 0) return range.min;
  if (range.step === undefined)
    return index === last ? range.max : range.min + ((range.max - range.min) * index) / last;
  return Number((range.min + index * range.step).toPrecision(12));
}

/** One settlement by its place in the order. */
export function settlementAt(issue: NumberIssue, index: number): Choice {
  if (isRange(issue)) return stepValue(issue, index);
  const option = issue.options[index];
  if (option === undefined) throw new RangeError(`${issue.id} has no option ${index}`);
  return option;
}

/** Every settlement of an issue, in file order or ascending. */
export function settlements(issue: NumberIssue): Choice[] {
  if (!isRange(issue)) return [...issue.options];
  return Array.from({ length: settlementCount(issue) }, (_, index) => stepValue(issue, index));
}

/** Whether two numbers of a range are the same settlement. */
export function sameStep(range: RangeIssue, left: number, right: number): boolean {
  const unit = range.step ?? (range.max - range.min) / (CONTINUOUS_STEPS - 1);
  return Math.abs(left - right) <= STEP_SLACK * Math.max(unit, Number.EPSILON);
}

/** Whether a number is a possible settlement: in bounds and, where the range has steps, on one. */
export function onRange(range: RangeIssue, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (value < range.min && !sameStep(range, value, range.min)) return false;
  if (value > range.max && !sameStep(range, value, range.max)) return false;
  if (range.step === undefined || range.min === range.max) return true;
  return sameStep(range, value, stepValue(range, Math.round((value - range.min) / range.step)));
}
