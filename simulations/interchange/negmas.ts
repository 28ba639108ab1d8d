// NegMAS scenarios (domain and linear additive utility functions as JSON or YAML), in and out.
// Pure. Knows parsed objects; NegMAS's points have no scale, so that figures go out and come back as they are.
import { z } from 'zod';
import { isRange } from '../grid.ts';
import type { IssuePoints, Numbers } from '../schema.ts';
import { refuseLosses } from './additive-only.ts';
import { fileNames, type WrittenFiles } from './genius-write.ts';
import { valueFunction } from './negmas-values.ts';
import { InterchangeRefusal } from './xml.ts';

type NumberIssue = Numbers['issues'][number];
/** More whole numbers than this are not written out one by one. */
const MOST_LISTED = 10_000;
/** A parsed file; `name` is its file name without folder. */
export type ParsedFile = { name: string; parsed: unknown };

const domainSchema = z.looseObject({
  issues: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string(),
        values: z.union([z.int(), z.array(z.union([z.string(), z.number()])).min(1)]),
      }),
    )
    .min(1),
});
const valueSchema = z.looseObject({ type: z.string() });
const functionSchema = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  /** By place, or by the name of the issue. */
  weights: z.union([z.array(z.number()), z.record(z.string(), z.number())]).nullish(),
  values: z.union([z.array(valueSchema), z.record(z.string(), valueSchema)]),
  bias: z.number().default(0),
  /** NegMAS writes −∞ where anything is better than no agreement. */
  reserved_value: z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY)]).nullish(),
});
/** Beside the scenario, in the file that NegMAS leaves to its users: ranges as their author wrote them. */
const infoSchema = z.looseObject({
  parley: z.object({
    comparablePoints: z.boolean(),
    ranges: z.record(z.string(), z.record(z.string(), z.object({ at: z.number(), perUnit: z.number() }))),
  }),
});

/** Whether a parsed file is part of a NegMAS scenario. */
export function isNegmas(parsed: unknown): boolean {
  return (
    domainSchema.safeParse(parsed).success ||
    functionSchema.safeParse(parsed).success ||
    infoSchema.safeParse(parsed).success
  );
}

/** Reads one domain and at least two utility functions. Points of a choice = weight · value function. */
export function readNegmas(files: readonly ParsedFile[]): { numbers: Numbers; notes: string[] } {
  const domains = files.flatMap(({ parsed }) => domainSchema.safeParse(parsed).data ?? []);
  const functions = files.flatMap(({ name, parsed }) => {
    const read = functionSchema.safeParse(parsed).data;
    return read ? [{ file: name, ...read }] : [];
  });
  const [domain] = domains;
  const where = files.map(({ name }) => name).join(', ');
  if (domains.length !== 1 || !domain)
    throw new InterchangeRefusal(where, `${domains.length} domains: give exactly one`);
  if (functions.length < 2)
    throw new InterchangeRefusal(where, `${functions.length} utility function(s): give at least two`);
  const ranged = domain.issues.map((issue) => numberIssue(where, issue));
  const issues = ranged.map((issue, index) =>
    functions.some((read) => isTable(ofIssue(read.values, issue, index))) ? asOptions(where, issue) : issue,
  );
  const info = files.flatMap(({ parsed }) => infoSchema.safeParse(parsed).data ?? [])[0];
  const notes: string[] = [];
  const roles = functions.map((read) => {
    const id = read.name ?? read.file.replace(/\.[^.]+$/u, '');
    const points = pointsOf(read, issues, info?.parley.ranges[id] ?? {});
    const reserved = read.reserved_value ?? Number.NEGATIVE_INFINITY;
    if (!Number.isFinite(reserved)) notes.push(`${read.file}: no reserved value, taken as 0`);
    return { id, reservationPoints: Number.isFinite(reserved) ? reserved : 0, points };
  });
  return {
    notes,
    numbers: {
      issues,
      roles,
      interactions: [],
      agreement: { rule: 'unanimous' },
      comparablePoints: info?.parley.comparablePoints ?? true,
    },
  };
}

function numberIssue(
  where: string,
  { type, name, values }: z.infer<typeof domainSchema>['issues'][number],
): NumberIssue {
  const kind = type.split('.').at(-1);
  const ends = typeof values === 'number' ? [0, values - 1] : values;
  const [min, max] = ends;
  if (kind === 'CategoricalIssue' && Array.isArray(values)) return { id: name, options: values.map(String) };
  if (typeof min !== 'number' || typeof max !== 'number' || ends.length !== 2)
    throw new InterchangeRefusal(where, `issue ${name} of type ${type} is not supported`);
  if (kind === 'ContiguousIssue') return { id: name, min, max, step: 1 };
  if (kind === 'ContinuousIssue') return { id: name, min, max };
  throw new InterchangeRefusal(where, `issue ${name} of type ${type} is not supported`);
}

type Read = z.infer<typeof functionSchema> & { file: string };

function pointsOf(
  read: Read,
  issues: NumberIssue[],
  exact: Record<string, { at: number; perUnit: number }>,
): Record<string, IssuePoints> {
  const kind = read.type.split('.').at(-1);
  const given = Object.keys(read.values).length;
  if (kind !== 'LinearAdditiveUtilityFunction' || given !== issues.length) {
    throw new InterchangeRefusal(
      read.file,
      `${read.type} with ${given} values for ${issues.length} issues: only linear additive utility functions are read`,
    );
  }
  return Object.fromEntries(
    issues.map((issue, index) => {
      const weight = (read.weights && ofIssue(read.weights, issue, index)) ?? 1;
      const points = valueFunction(read.file, ofIssue(read.values, issue, index) ?? {}, issue, weight);
      // A constant of the whole function goes to the first issue: there is no other place for it, and sums stay the same.
      return [issue.id, exact[issue.id] ?? (index === 0 && read.bias !== 0 ? raised(points, read.bias) : points)];
    }),
  );
}

/** Of an issue: by its place, or by its name. */
function ofIssue<Each>(all: Each[] | Record<string, Each>, issue: NumberIssue, index: number): Each | undefined {
  if (Array.isArray(all)) return all[index];
  return Object.hasOwn(all, issue.id) ? all[issue.id] : undefined;
}

const isTable = (value: { type: string } | undefined): boolean => value?.type.split('.').at(-1) === 'TableFun';

/** Whole numbers that some role values one by one are options for every role. */
function asOptions(where: string, issue: NumberIssue): NumberIssue {
  if (!isRange(issue)) return issue;
  if (issue.step !== 1 || issue.max - issue.min >= MOST_LISTED)
    throw new InterchangeRefusal(where, `${issue.id} is a range, but its values are a table: list its values`);
  return { id: issue.id, options: Array.from({ length: issue.max - issue.min + 1 }, (_, k) => String(issue.min + k)) };
}

function raised(points: IssuePoints, by: number): IssuePoints {
  return Array.isArray(points) ? points.map((each) => each + by) : { ...points, at: points.at + by };
}

/**
 * The YAML that NegMAS's parser reads (YAML 1.1) takes a number for text where its exponent has no point before it. Options that
 * look so stand in quotation marks, so that only numbers are met here.
 */
export const withPoints = (yaml: string): string =>
  yaml.replace(/^(\s*(?:- |.*: ))(-?\d+(?:\.\d+)?)e([+-]?)(\d+)$/gmu, (_, before, digits, sign, exponent) =>
    [before, digits, digits.includes('.') ? '' : '.0', 'e', sign || '+', exponent].join(''),
  );

/** Writes a scenario: `domain.yml`, one function a role, and `_info.yml` with what NegMAS has no field for. */
export function writeNegmas(numbers: Numbers, asText: (value: unknown) => string): WrittenFiles {
  refuseLosses(numbers, 'NegMAS');
  const names = fileNames(
    numbers.roles.map(({ id }) => id),
    '.yml',
  );
  const domain = { type: 'CartesianOutcomeSpace', name: 'domain', issues: numbers.issues.map(writtenIssue) };
  const ranges = Object.fromEntries(
    numbers.roles.map(({ id, points }) => [
      id,
      Object.fromEntries(Object.entries(points).filter(([, own]) => !Array.isArray(own))),
    ]),
  );
  return {
    'domain.yml': asText(domain),
    ...Object.fromEntries(
      numbers.roles.map((role, index) => [names[index] as string, asText(writtenFunction(numbers, role))]),
    ),
    '_info.yml': asText({ parley: { comparablePoints: numbers.comparablePoints, ranges } }),
  };
}

function writtenIssue(issue: NumberIssue): object {
  if (!isRange(issue)) return { type: 'CategoricalIssue', name: issue.id, values: issue.options };
  return {
    type: issue.step === undefined ? 'ContinuousIssue' : 'ContiguousIssue',
    name: issue.id,
    values: [issue.min, issue.max],
  };
}

function writtenFunction({ issues }: Numbers, { id, reservationPoints, points }: Numbers['roles'][number]): object {
  const values = issues.map((issue) => {
    const own = points[issue.id] as IssuePoints;
    if (isRange(issue)) {
      const { at, perUnit } = own as Exclude<IssuePoints, number[]>;
      return { type: 'AffineFun', slope: perUnit, bias: at - perUnit * issue.min };
    }
    return {
      type: 'TableFun',
      mapping: Object.fromEntries(issue.options.map((option, k) => [option, (own as number[])[k]])),
    };
  });
  return {
    type: 'LinearAdditiveUtilityFunction',
    name: id,
    reserved_value: reservationPoints,
    weights: issues.map(() => 1),
    bias: 0,
    values,
  };
}
