// The extra element that Parley adds to a GENIUS profile, so that coming back changes no figure.
// Pure. GENIUS ignores it: it reads the weights and evaluations, which say the same on a scale from 0 to 1.
import type { IssuePoints, Numbers } from '../schema.ts';
import { attribute, numberIn, refusal } from './genius-fields.ts';
import { childrenNamed, element, type XmlElement } from './xml.ts';

export const EXTRA = 'parley';
/** A spread below this is none: ratios of such numbers have no digits left. */
export const NEGLIGIBLE = 1e-290;

/** What the element keeps of one role: points = scale · utility + offset, and every figure as the author wrote it. */
export type Exact = {
  role: string;
  scale: number;
  offset: number;
  reservationPoints: number;
  comparablePoints: boolean;
  points: IssuePoints[];
};

/** `<parley role scale offset reservationPoints comparablePoints><exact index points|at perUnit/>…</parley>`. */
export function extraElement({ points, comparablePoints, ...rest }: Exact): XmlElement {
  const issues = points.flatMap((own, at) => {
    const index = at + 1;
    if (!Array.isArray(own)) return [element('exact', { index, ...own })];
    return slices(own).map((some) => element('exact', { index, points: some.join(' ') }));
  });
  return element(EXTRA, { ...rest, comparablePoints: String(comparablePoints) }, issues);
}

/** Reads the element back, or null where a profile has none. */
export function exactIn(file: string, space: XmlElement): Exact | null {
  const [extra] = childrenNamed(space, EXTRA);
  if (extra === undefined) return null;
  const byIssue = new Map<number, IssuePoints>();
  for (const part of childrenNamed(extra, 'exact'))
    addPart(byIssue, numberIn(file, part, 'index'), pointsIn(file, part));
  return {
    role: attribute(file, extra, 'role'),
    scale: numberIn(file, extra, 'scale'),
    offset: numberIn(file, extra, 'offset'),
    reservationPoints: numberIn(file, extra, 'reservationPoints'),
    comparablePoints: attribute(file, extra, 'comparablePoints') === 'true',
    points: [...byIssue].sort(([left], [right]) => left - right).map(([, points]) => points),
  };
}

/** Long lists are cut, since parsers bound the length of an attribute. */
function slices(points: readonly number[], length = 500): number[][] {
  const count = Math.ceil(points.length / length);
  return Array.from({ length: count }, (_, k) => points.slice(k * length, (k + 1) * length));
}

function addPart(byIssue: Map<number, IssuePoints>, index: number, part: IssuePoints): void {
  const before = byIssue.get(index);
  byIssue.set(index, Array.isArray(before) && Array.isArray(part) ? [...before, ...part] : part);
}

function pointsIn(file: string, issue: XmlElement): IssuePoints {
  const text = issue.attributes['points'];
  if (text === undefined) return { at: numberIn(file, issue, 'at'), perUnit: numberIn(file, issue, 'perUnit') };
  const points = text.split(' ').map(Number);
  if (!points.every(Number.isFinite)) throw refusal(file, issue, `points "${text}" are not numbers`);
  return points;
}

/**
 * Whether the exact figures still say what the weights and evaluations say (somebody may have edited one of the two), up to
 * rounding: every choice's points above the issue's least must be scale times its utility above the least.
 */
export function agrees({ scale, points }: Exact, utilities: IssuePoints[], issues: Numbers['issues']): boolean {
  const largest = Math.max(0, ...points.flatMap((own) => (Array.isArray(own) ? own : [own.at])).map(Math.abs));
  const slack = 1e-6 * Math.abs(scale) + 1e-9 * largest + NEGLIGIBLE;
  const alike = (index: number, width: number) => {
    const exact = heights(points[index], width);
    const utility = heights(utilities[index], width);
    return (
      exact.length === utility.length &&
      exact.every((height, k) => Math.abs(height - scale * (utility[k] as number)) <= slack)
    );
  };
  return (
    points.length === utilities.length &&
    issues.every((issue, index) => alike(index, 'min' in issue ? issue.max - issue.min : 0))
  );
}

/** Points above the least of the issue; of a line, at its two ends. */
function heights(points: IssuePoints | undefined, width: number): number[] {
  const all = Array.isArray(points) ? points : points ? [0, points.perUnit * width] : [];
  const least = Math.min(...all);
  return all.map((each) => each - least);
}
