// The value functions of NegMAS that are tables or straight lines.
// Pure. Knows one function on one issue; refuses the curved ones by name.
import { isRange } from '../grid.ts';
import type { IssuePoints, Numbers } from '../schema.ts';
import { InterchangeRefusal } from './xml.ts';

type NumberIssue = Numbers['issues'][number];

/** Points of an issue: weight times the function. */
export function valueFunction(
  file: string,
  read: Record<string, unknown>,
  issue: NumberIssue,
  weight: number,
): IssuePoints {
  const kind = String(read['type']).split('.').at(-1);
  const mapping = read['mapping'];
  if (kind === 'TableFun' && typeof mapping === 'object' && mapping !== null)
    return tabulated(file, mapping, issue, weight);
  const line = lineOf(kind, read);
  if (line === null) throw new InterchangeRefusal(file, `value function ${kind} of ${issue.id} is not supported`);
  if (isRange(issue)) return { at: weight * (line.bias + line.slope * issue.min), perUnit: weight * line.slope };
  return issue.options.map(
    (option) => weight * (line.bias + (line.slope === 0 ? 0 : line.slope * numberOf(file, issue.id, option))),
  );
}

function lineOf(kind: string | undefined, read: Record<string, unknown>): { slope: number; bias: number } | null {
  const numberAt = (name: string, otherwise: number) => (typeof read[name] === 'number' ? read[name] : otherwise);
  if (kind === 'AffineFun') return { slope: numberAt('slope', Number.NaN), bias: numberAt('bias', 0) };
  if (kind === 'LinearFun') return { slope: numberAt('slope', Number.NaN), bias: 0 };
  if (kind === 'IdentityFun') return { slope: 1, bias: 0 };
  if (kind === 'ConstFun') return { slope: 0, bias: numberAt('bias', Number.NaN) };
  return null;
}

function tabulated(file: string, mapping: object, issue: NumberIssue, weight: number): IssuePoints {
  if (isRange(issue))
    throw new InterchangeRefusal(
      file,
      `${issue.id} is a range, but its values are a table: list it as a CategoricalIssue`,
    );
  const values = new Map(Object.entries(mapping));
  return issue.options.map((option) => {
    const value: unknown = values.get(option);
    if (typeof value !== 'number') throw new InterchangeRefusal(file, `${issue.id} has no value for ${option}`);
    return weight * value;
  });
}

function numberOf(file: string, issue: string, option: string): number {
  const value = Number(option);
  if (!Number.isFinite(value))
    throw new InterchangeRefusal(file, `${issue}: ${option} is no number, so a line has no value for it`);
  return value;
}
