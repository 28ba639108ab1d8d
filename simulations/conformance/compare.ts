// Compares our figures for one case with those expected of it, one line a figure.
// Knows reports and expectations; reads no files.
import { z } from 'zod';
import type { AnalysisReport } from '../report.ts';

const solutionSchema = z.looseObject({ value: z.number(), points: z.array(z.array(z.number())), ties: z.number() });
const dealSchema = z.looseObject({
  utilities: z.array(z.number()),
  distToPareto: z.number(),
  distToNash: z.number(),
  socialWelfare: z.number(),
});

/** What is known of a case from elsewhere; a key that is absent was not published or computed. */
export const expectedSchema = z.looseObject({
  outcomes: z.number(),
  individuallyRational: z.number().optional(),
  feasibleUnderRule: z.number().optional(),
  frontierCount: z.number().optional(),
  mean: z.array(z.number()).optional(),
  min: z.array(z.number()).optional(),
  max: z.array(z.number()).optional(),
  idealOverR: z.array(z.number()).optional(),
  maxJoint: solutionSchema.optional(),
  utilitarianOverR: solutionSchema.optional(),
  nash: solutionSchema.optional(),
  kalaiSmorodinsky: solutionSchema.optional(),
  egalitarian: solutionSchema.optional(),
  frontier: z.array(z.array(z.number())).optional(),
  published: z.array(z.looseObject({ quantity: z.string(), value: z.unknown().optional() })).default([]),
  publishedDeals: z.array(dealSchema).default([]),
});
export type Expected = z.infer<typeof expectedSchema>;

/** One figure: whether ours is theirs, up to 1e-9 relative (published figures: as many digits as they print). */
export type Line = { figure: string; ours: string; theirs: string; same: boolean };

/** Every figure of the expectation that we have a name for. */
export function compare(report: AnalysisReport, expected: Expected): Line[] {
  return [
    ...numberLines(report, expected),
    ...solutionLines(report, expected),
    ...(expected.frontier ? [frontierLine(report, expected.frontier)] : []),
    ...expected.published.flatMap((published) => publishedLine(report, published.quantity, published.value)),
    ...expected.publishedDeals.flatMap((deal, index) => dealLines(report, deal, index)),
  ];
}

/** Whether two lists of points are the same set, in any order. */
export function samePoints(
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[],
  tolerance = 1e-9,
): boolean {
  return ours.length === theirs.length && theirs.every((point) => ours.some((other) => near(other, point, tolerance)));
}

function numberLines(report: AnalysisReport, expected: Expected): Line[] {
  const pairs: [string, unknown, unknown][] = [
    ['outcomes', report.outcomes, expected.outcomes],
    ['individually rational', report.individuallyRational, expected.individuallyRational],
    ['feasible under the rule', report.feasibleUnderRule, expected.feasibleUnderRule],
    ['frontier points', report.frontier?.count ?? null, expected.frontierCount],
    ['mean', report.mean, expected.mean],
    ['min', report.min, expected.min],
    ['max', report.max, expected.max],
    ['ideal over R', report.ideal, expected.idealOverR],
  ];
  return pairs
    .filter(([, , theirs]) => theirs !== undefined)
    .map(([figure, ours, theirs]) => line(figure, ours, theirs, same(ours, theirs)));
}

function solutionLines(report: AnalysisReport, expected: Expected): Line[] {
  const ties = report.frontier === null ? null : jointTies(report);
  const joint = report.maxJoint && { ...report.maxJoint, ties };
  const pairs: [string, { value: number | null; points: number[][]; ties: number | null } | null, Expected['nash']][] =
    [
      ['most joint points', joint, expected.maxJoint],
      ['utilitarian over R', report.utilitarian, expected.utilitarianOverR],
      ['Nash', report.nash, expected.nash],
      ['Kalai-Smorodinsky', report.kalaiSmorodinsky, expected.kalaiSmorodinsky],
      ['egalitarian', report.egalitarian, expected.egalitarian],
    ];
  return pairs.flatMap(([figure, ours, theirs]) => {
    if (!theirs) return [];
    const among =
      ours !== null &&
      theirs.points.every(
        (point) =>
          ours.ties !== null &&
          (ours.ties > ours.points.length || ours.points.some((other) => near(other, point, 1e-9))),
      );
    const alike = ours !== null && same(ours.value, theirs.value) && ours.ties === theirs.ties && among;
    return [
      line(
        figure,
        ours && `${ours.value} ×${ours.ties} ${JSON.stringify(ours.points[0])}`,
        `${theirs.value} ×${theirs.ties} ${JSON.stringify(theirs.points[0])}`,
        alike,
      ),
    ];
  });
}

function jointTies({ frontier, maxJoint }: AnalysisReport): number {
  const best = maxJoint?.value ?? 0;
  return (frontier?.points ?? []).filter(({ points }) =>
    same(
      points.reduce((sum, each) => sum + each, 0),
      best,
    ),
  ).length;
}

function frontierLine(report: AnalysisReport, theirs: number[][]): Line {
  const ours = (report.frontier?.points ?? []).map(({ points }) => points);
  return line('frontier', `${ours.length} points`, `${theirs.length} points`, samePoints(ours, theirs));
}

/** Quantities that publications name; one that we do not compute, such as a class in words, is left out. */
function publishedLine(report: AnalysisReport, quantity: string, value: unknown): Line[] {
  const average = report.mean && report.mean.reduce((sum, each) => sum + each, 0) / report.mean.length;
  const known: [RegExp, unknown][] = [
    [/^size$/u, report.outcomes],
    [/^meanUtility/u, average],
    [/^nash$/u, report.nash?.points[0]],
    [/^kalaiSmorodinsky$/u, report.kalaiSmorodinsky?.points[0]],
    [/^feasibleAllButOne/u, report.feasibleUnderRule],
    [/^feasibleAll$/u, report.individuallyRational],
  ];
  if (quantity === 'paretoFrontier') {
    const ours = (report.frontier?.points ?? []).map(({ points }) => points);
    return [
      line(
        'published frontier',
        `${ours.length} points`,
        JSON.stringify(value),
        isPoints(value) && samePoints(ours, value, 1e-6),
      ),
    ];
  }
  const [, ours] = known.find(([name]) => name.test(quantity)) ?? [];
  return ours === undefined ? [] : [line(`published ${quantity}`, ours, value, rounded(ours, value))];
}

/** Distances as GENIUS prints them: Euclidean, to the nearest frontier point and to the Nash point. */
function dealLines(report: AnalysisReport, deal: z.infer<typeof dealSchema>, index: number): Line[] {
  const frontier = (report.frontier?.points ?? []).map(({ points }) => points);
  const toFrontier = Math.min(...frontier.map((point) => distance(point, deal.utilities)));
  const toNash = Math.min(...(report.nash?.points ?? []).map((point) => distance(point, deal.utilities)));
  const welfare = deal.utilities.reduce((sum, each) => sum + each, 0);
  const name = `published deal ${index + 1}:`;
  return [
    line(`${name} distance to frontier`, toFrontier, deal.distToPareto, same(toFrontier, deal.distToPareto)),
    line(`${name} distance to Nash`, toNash, deal.distToNash, same(toNash, deal.distToNash)),
    line(`${name} social welfare`, welfare, deal.socialWelfare, same(welfare, deal.socialWelfare)),
  ];
}

function distance(left: readonly number[], right: readonly number[]): number {
  return Math.hypot(...left.map((each, role) => each - (right[role] ?? Number.NaN)));
}

function line(figure: string, ours: unknown, theirs: unknown, alike: boolean): Line {
  return { figure, ours: shown(ours), theirs: shown(theirs), same: alike };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
}

function same(ours: unknown, theirs: unknown): boolean {
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.length === theirs.length && ours.every((each, index) => same(each, theirs[index]));
  return (
    typeof ours === 'number' &&
    typeof theirs === 'number' &&
    Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs))
  );
}

/** Publications round: to half of their last digit. */
function rounded(ours: unknown, theirs: unknown): boolean {
  if (Array.isArray(ours) && Array.isArray(theirs))
    return ours.length === theirs.length && ours.every((each, index) => rounded(each, theirs[index]));
  if (typeof ours !== 'number' || typeof theirs !== 'number') return false;
  const digits = String(theirs).split('.')[1]?.length ?? 0;
  return (
    Math.abs(ours - theirs) <=
    0.5 * 10 ** -Math.max(digits, Number.isInteger(theirs) && !Number.isInteger(ours) ? 2 : digits) + 1e-9
  );
}

function isPoints(value: unknown): value is number[][] {
  return (
    Array.isArray(value) &&
    value.every((point) => Array.isArray(point) && point.every((each) => typeof each === 'number'))
  );
}

function near(left: readonly number[], right: readonly number[], tolerance: number): boolean {
  return (
    left.length === right.length &&
    left.every((each, role) => Math.abs(each - (right[role] ?? Number.NaN)) <= tolerance * Math.max(1, Math.abs(each)))
  );
}
