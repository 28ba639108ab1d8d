// The extra element that Parley adds to a GENIUS profile, so that coming back changes no figure.
// Pure. GENIUS ignores it: it reads the weights and evaluations, which say the same on a scale from 0 to 1.
import type { IssuePoints, Numbers } from '../schema.ts';
import { attribute, numberIn, refusal } from './genius-fields.ts';
import { childrenNamed, element, type XmlElement } from './xml.ts';

export const EXTRA = 'parley';

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
  const slack = 1e-6 * Math.max(1e-300, Math.abs(scale));
  return (
    points.length === utilities.length &&
    issues.every((issue, index) =>
      sameShape(points[index], utilities[index], scale, slack, 'min' in issue ? issue.max - issue.min : 0),
    )
  );
}

function sameShape(
  exact: IssuePoints | undefined,
  utility: IssuePoints | undefined,
  scale: number,
  slack: number,
  width: number,
): boolean {
  if (Array.isArray(exact) && Array.isArray(utility)) {
    const least = [Math.min(...exact), Math.min(...utility)] as const;
    return (
      exact.length === utility.length &&
      exact.every((points, k) => Math.abs(points - least[0] - scale * ((utility[k] as number) - least[1])) <= slack)
    );
  }
  if (!exact || !utility || Array.isArray(exact) || Array.isArray(utility)) return false;
  return Math.abs(exact.perUnit - scale * utility.perUnit) * Math.max(1, width) <= slack * Math.max(1, width);
}
