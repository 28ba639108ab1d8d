// GENIUS domains and additive utility spaces, read as the numbers of a case.
// Pure. Knows parsed XML; refuses, with file and line, whatever it could only approximate.
import type { IssuePoints, Numbers } from '../schema.ts';
import { agrees, exactIn } from './exact-points.ts';
import { optionsIn, tablePoints } from './genius-discrete.ts';
import {
  attribute,
  boundsOf,
  type GeniusFile,
  issuesIn,
  kindOf,
  numberIn,
  objectiveOf,
  refusal,
  utilitySpaceOf,
} from './genius-fields.ts';
import { linearPoints } from './genius-linear.ts';
import { childrenNamed, InterchangeRefusal, type XmlElement } from './xml.ts';

/** Numbers, and what the files said beyond them (discount factors, missing reservation values). */
export type Imported = { numbers: Numbers; notes: string[] };
type NumberIssue = Numbers['issues'][number];

/**
 * Reads a domain (optional) and at least two profiles. A profile's points are weight · evaluation / largest evaluation of the
 * issue for named options, weight · (slope · (x − lower bound) + offset) for integers, weight · (parameter0 + parameter1 · x)
 * for reals, each evaluation kept within 0 and 1, as GENIUS 10 computes them; weights are taken as they stand. Profiles that
 * Parley wrote carry their exact points, which are used instead.
 */
export function readGenius(files: readonly GeniusFile[]): Imported {
  const domain = files.find((file) => file.root.name === 'negotiation_template');
  const profiles = files.filter((file) => file !== domain);
  if (profiles.length < 2)
    throw new InterchangeRefusal(
      files.map(({ name }) => name).join(', '),
      `${profiles.length} utility space(s), but a case has at least two roles: give every profile`,
    );
  const first = domain ?? (profiles[0] as GeniusFile);
  const issues = issuesIn(first).map((issue) => numberIssue(first.name, issue));
  const notes: string[] = [];
  const read = profiles.map((profile) => readProfile(profile, issues, notes));
  const listed = issues.map((issue, index) =>
    read.some(({ points }) => Array.isArray(points[index])) ? asOptions(issue) : issue,
  );
  return {
    notes,
    numbers: {
      issues: listed,
      roles: read.map(({ role, reservationPoints, points }) => ({
        id: role,
        reservationPoints,
        points: byIssue(issues, listed, points),
      })),
      interactions: [],
      agreement: { rule: 'unanimous' },
      comparablePoints: read.every(({ comparablePoints }) => comparablePoints),
    },
  };
}

function numberIssue(file: string, issue: XmlElement): NumberIssue {
  const id = attribute(file, issue, 'name');
  const kind = kindOf(file, issue);
  if (kind === 'discrete') return { id, options: optionsIn(file, issue) };
  const bounds = boundsOf(file, issue);
  return kind === 'integer' ? { id, ...bounds, step: 1 } : { id, ...bounds };
}

type Profile = { role: string; reservationPoints: number; comparablePoints: boolean; points: IssuePoints[] };

function readProfile(file: GeniusFile, issues: NumberIssue[], notes: string[]): Profile {
  const space = utilitySpaceOf(file);
  const type = space.attributes['type'] ?? 'linear';
  if (/nonlinear|constraint/iu.test(type))
    throw refusal(file.name, space, `a ${type} utility space is not supported, only additive ones`);
  const elements = issuesIn(file);
  if (elements.length !== issues.length)
    throw refusal(file.name, space, `${elements.length} issues, but the domain has ${issues.length}`);
  const weights = weightsIn(file, elements);
  const utilities = elements.map((element, index) =>
    utilitiesOf(file.name, element, issues[index] as NumberIssue, weights[index] as number, notes),
  );
  noteExtras(file, space, notes);
  const exact = exactIn(file.name, space);
  if (exact && !agrees(exact, utilities, issues))
    throw refusal(file.name, space, 'its <parley> element and its weights disagree: remove the element, or correct it');
  if (exact) return exact;
  const reservation = childrenNamed(space, 'reservation')[0];
  return {
    role: file.name.replace(/\.xml$/iu, ''),
    reservationPoints: reservation ? numberIn(file.name, reservation, 'value') : 0,
    comparablePoints: true,
    points: utilities,
  };
}

/** Weights stand beside the issues, or in one of them, under the same index. */
function weightsIn(file: GeniusFile, elements: XmlElement[]): number[] {
  const weights = [objectiveOf(file), ...elements].flatMap((parent) => childrenNamed(parent, 'weight'));
  return elements.map((issue) => {
    const index = numberIn(file.name, issue, 'index');
    const weight = weights.find((candidate) => numberIn(file.name, candidate, 'index') === index);
    if (!weight) throw refusal(file.name, issue, `no <weight> with index ${index}`);
    return numberIn(file.name, weight, 'value');
  });
}

function utilitiesOf(
  file: string,
  element: XmlElement,
  issue: NumberIssue,
  weight: number,
  notes: string[],
): IssuePoints {
  const kind = kindOf(file, element);
  if (element.attributes['name'] !== issue.id)
    throw refusal(file, element, `is called ${element.attributes['name']}, but the domain has ${issue.id} there`);
  if (!('options' in issue)) return linearPoints(file, element, issue, weight);
  if (kind !== 'discrete') throw refusal(file, element, `is ${kind}, but the domain lists options`);
  return tablePoints(file, element, issue.options, weight, notes);
}

function noteExtras(file: GeniusFile, space: XmlElement, notes: string[]): void {
  const [discount] = childrenNamed(space, 'discount_factor');
  const factor = discount ? numberIn(file.name, discount, 'value') : 1;
  if (factor !== 1) notes.push(`${file.name}: discount factor ${factor} is not part of the payoffs`);
  if (childrenNamed(space, 'reservation').length === 0) notes.push(`${file.name}: no reservation value, taken as 0`);
}

/** An integer range that some role does not value linearly becomes a list of its numbers, for every role. */
function asOptions(issue: NumberIssue): NumberIssue {
  if ('options' in issue) return issue;
  return { id: issue.id, options: Array.from({ length: issue.max - issue.min + 1 }, (_, k) => String(issue.min + k)) };
}

function byIssue(issues: NumberIssue[], listed: NumberIssue[], points: IssuePoints[]): Record<string, IssuePoints> {
  return Object.fromEntries(
    issues.map((issue, index) => {
      const own = points[index] as IssuePoints;
      const target = listed[index] as NumberIssue;
      const spelled =
        'options' in target && !Array.isArray(own) && 'min' in issue
          ? target.options.map((_, k) => own.at + own.perUnit * k)
          : own;
      return [issue.id, spelled];
    }),
  );
}
