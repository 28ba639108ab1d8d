// The linear evaluators of GENIUS, for integer and real issues.
// Pure. Knows one issue of one profile; refuses what is not linear.
import type { IssuePoints, Numbers } from '../schema.ts';
import { kindOf, numberIn, refusal } from './genius-fields.ts';
import { childrenNamed, type XmlElement } from './xml.ts';

type RangeIssue = Extract<Numbers['issues'][number], { min: number }>;

/** More integers than this are not written out one by one. */
const MOST_LISTED = 10_000;

/** Points of a range. GENIUS keeps every evaluation within 0 and 1: integers beyond that are listed, reals refused. */
export function linearPoints(file: string, element: XmlElement, issue: RangeIssue, weight: number): IssuePoints {
  const kind = kindOf(file, element);
  const [evaluator] = childrenNamed(element, 'evaluator');
  if (!evaluator) throw refusal(file, element, `${issue.id} has no <evaluator>`);
  const type = evaluator.attributes['ftype'] ?? 'linear';
  if (kind === 'discrete' || type !== 'linear')
    throw refusal(file, evaluator, `${issue.id}: evaluator "${kind === 'discrete' ? kind : type}" is not linear`);
  const { slope, offset } = kind === 'integer' ? integerLine(file, evaluator) : realLine(file, evaluator, issue.min);
  const ends = [offset, offset + slope * (issue.max - issue.min)];
  // Slopes are written with nine or ten digits: a line meant to end at 1 may pass it by as little.
  const slack = 1e-6;
  if (ends.every((end) => end >= -slack && end <= 1 + slack)) return { at: weight * offset, perUnit: weight * slope };
  if (kind === 'real' || issue.max - issue.min >= MOST_LISTED)
    throw refusal(
      file,
      evaluator,
      `${issue.id}: the line leaves 0 to 1, where GENIUS cuts it off; list the values instead`,
    );
  return Array.from(
    { length: issue.max - issue.min + 1 },
    (_, k) => weight * Math.min(1, Math.max(0, offset + slope * k)),
  );
}

function integerLine(file: string, evaluator: XmlElement): { slope: number; offset: number } {
  return { slope: numberIn(file, evaluator, 'slope'), offset: numberIn(file, evaluator, 'offset') };
}

/** Reals count from 0, not from the lower bound; some files write slope and offset for them too. */
function realLine(file: string, evaluator: XmlElement, min: number): { slope: number; offset: number } {
  const named = evaluator.attributes['parameter1'] !== undefined;
  const slope = numberIn(file, evaluator, named ? 'parameter1' : 'slope');
  const constant =
    named && evaluator.attributes['parameter0'] === undefined
      ? 0
      : numberIn(file, evaluator, named ? 'parameter0' : 'offset');
  return { slope, offset: constant + slope * min };
}
