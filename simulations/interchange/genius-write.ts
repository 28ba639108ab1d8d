// The numbers of a case as a GENIUS domain and one utility space for each role.
// Pure. Knows numbers and elements; refuses what GENIUS could not hold.
import { isRange } from '../grid.ts';
import type { IssuePoints, Numbers } from '../schema.ts';
import { refuseLosses } from './additive-only.ts';
import { extraElement, NEGLIGIBLE } from './exact-points.ts';
import { element, writtenXml, type XmlElement } from './xml.ts';

type NumberIssue = Numbers['issues'][number];
/** File name to text. */
export type WrittenFiles = Record<string, string>;

/**
 * Utilities from 0 to 1: per issue, points above its least as evaluation and the spread over the sum of spreads as weight, so
 * that points = scale · utility + offset. Scale, offset and the exact points stand in a `<parley>` element of each profile.
 */
export function writeGenius(numbers: Numbers): WrittenFiles {
  refuseLosses(numbers, 'GENIUS');
  const names = fileNames(numbers.roles.map(({ id }) => id));
  const domain = element('negotiation_template', {}, [space(numbers, [objective(numbers.issues.map(domainIssue))])]);
  return Object.fromEntries([
    ['domain.xml', writtenXml(domain)],
    ...numbers.roles.map((_, role): [string, string] => [names[role] as string, writtenXml(profile(numbers, role))]),
  ]);
}

/** File names that any system takes, each once. */
export function fileNames(ids: readonly string[], ending = '.xml'): string[] {
  const plain = ids.map((id) => id.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 60) || 'role');
  return plain.map((name, index) => {
    const lower = plain.map((other) => other.toLowerCase());
    const taken =
      name.toLowerCase() === 'domain' || lower.indexOf(name.toLowerCase()) !== lower.lastIndexOf(name.toLowerCase());
    return `${taken ? `${index + 1}-` : ''}${name}${ending}`;
  });
}

function space(numbers: Numbers, children: XmlElement[]): XmlElement {
  return element('utility_space', { number_of_issues: numbers.issues.length }, children);
}

function objective(children: XmlElement[]): XmlElement {
  return element(
    'objective',
    { index: 0, name: 'case', description: '', type: 'objective', etype: 'objective' },
    children,
  );
}

function profile(numbers: Numbers, index: number): XmlElement {
  const role = numbers.roles[index] as Numbers['roles'][number];
  const points = numbers.issues.map((issue) => role.points[issue.id] as IssuePoints);
  const spans = numbers.issues.map((issue, k) => spanOf(issue, points[k] as IssuePoints));
  const scale = spans.reduce((sum, { spread }) => sum + spread, 0);
  const offset = spans.reduce((sum, { least }) => sum + least, 0);
  const weights = spans.map(({ spread }, k) =>
    element('weight', { index: k + 1, value: scale === 0 ? 0 : spread / scale }),
  );
  const issues = numbers.issues.map((issue, k) => profileIssue(issue, k, points[k] as IssuePoints, spans[k] as Span));
  const reservation = scale === 0 ? 0 : (role.reservationPoints - offset) / scale;
  return space(numbers, [
    objective([...weights, ...issues]),
    element('discount_factor', { value: 1 }),
    element('reservation', { value: reservation }),
    extraElement({
      role: role.id,
      scale,
      offset,
      reservationPoints: role.reservationPoints,
      comparablePoints: numbers.comparablePoints,
      points,
    }),
  ]);
}

type Span = { least: number; spread: number };

/** A line's spread comes from its slope: the difference of its ends would lose digits where they are large. */
function spanOf(issue: NumberIssue, points: IssuePoints): Span {
  const { least, spread } = Array.isArray(points)
    ? { least: Math.min(...points), spread: Math.max(...points) - Math.min(...points) }
    : lineSpan(points, isRange(issue) ? issue.max - issue.min : 0);
  return { least, spread: spread < NEGLIGIBLE ? 0 : spread };
}

function lineSpan({ at, perUnit }: { at: number; perUnit: number }, width: number): Span {
  return { least: Math.min(at, at + perUnit * width), spread: Math.abs(perUnit) * width };
}

function domainIssue(issue: NumberIssue, index: number): XmlElement {
  if (!isRange(issue))
    return element(
      'issue',
      fields(issue, index, 'discrete'),
      issue.options.map((value, k) => element('item', { index: k + 1, value, cost: 0 })),
    );
  if (issue.step === undefined) return element('issue', fields(issue, index, 'real'), [range(issue)]);
  return element('issue', { ...fields(issue, index, 'integer'), lowerbound: issue.min, upperbound: issue.max });
}

function profileIssue(issue: NumberIssue, index: number, points: IssuePoints, { least, spread }: Span): XmlElement {
  if (!isRange(issue)) {
    // Where a role does not care, evaluations of 1 keep GENIUS from dividing by a largest evaluation of 0.
    const evaluation = (k: number) => (spread === 0 || !Array.isArray(points) ? 1 : (points[k] as number) - least);
    const items = issue.options.map((value, k) =>
      element('item', { index: k + 1, value, evaluation: evaluation(k), cost: 0 }),
    );
    return element('issue', fields(issue, index, 'discrete'), items);
  }
  const { perUnit } = points as Exclude<IssuePoints, number[]>;
  const slope = spread === 0 ? 0 : perUnit / spread;
  const offset = spread === 0 || perUnit > 0 ? 0 : 1;
  if (issue.step !== undefined) {
    const bounds = { lowerbound: issue.min, upperbound: issue.max };
    return element('issue', { ...fields(issue, index, 'integer'), ...bounds }, [
      element('evaluator', { ftype: 'linear', slope, offset }),
    ]);
  }
  const line = element('evaluator', { ftype: 'linear', parameter0: offset - slope * issue.min, parameter1: slope });
  return element('issue', fields(issue, index, 'real'), [range(issue), line]);
}

function fields(issue: NumberIssue, index: number, kind: string): Record<string, string | number> {
  return { index: index + 1, name: issue.id, type: kind, etype: kind, vtype: kind };
}

function range({ min, max }: { min: number; max: number }): XmlElement {
  return element('range', { lowerbound: min, upperbound: max });
}
