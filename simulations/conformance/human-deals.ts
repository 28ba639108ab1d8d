// Real deals of real people in a three-item case: do the points they reported come out, and the verdicts on their deals?
// Knows the form of that collection; reads no files.
import { z } from 'zod';
import { analyse } from '../analyse.ts';
import type { Numbers, Package } from '../schema.ts';
import { type Score, scoreAgreement } from '../score.ts';
import type { Analysis } from '../solutions.ts';

const pair = z.tuple([z.array(z.number()), z.array(z.number())]);
export const humanDealsSchema = z.looseObject({
  order: z.array(z.string()),
  deals: z.array(
    z.looseObject({
      id: z.union([z.number(), z.string()]),
      values: pair,
      gets: pair,
      points: z.array(z.number()).length(2),
      paretoOptimal: z.boolean(),
      joint: z.number(),
      maxJoint: z.number(),
    }),
  ),
});
export type HumanDeals = z.infer<typeof humanDealsSchema>;
type Deal = HumanDeals['deals'][number];

/** Walking away was worth 5 points to both. */
const WALK_AWAY = 5;

/** How many deals there are and how many come out in every figure; ids of those that do not. */
export function reproduceDeals({ order, deals }: HumanDeals): {
  deals: number;
  reproduced: number;
  different: string[];
} {
  const analyses = new Map<string, Analysis>();
  const different = deals.filter((deal) => !reproduces(order, deal, analyses)).map(({ id }) => String(id));
  return { deals: deals.length, reproduced: deals.length - different.length, different };
}

function reproduces(order: string[], deal: Deal, analyses: Map<string, Analysis>): boolean {
  const key = JSON.stringify(deal.values);
  const analysis = analyses.get(key) ?? analyse(numbersFor(order, deal));
  analyses.set(key, analysis);
  const [first] = deal.gets;
  const settlement: Package = Object.fromEntries(order.map((item, index) => [item, `${first[index]} to A`]));
  const scored = scoreAgreement(analysis, settlement);
  return scored.ok && agrees(scored.score, analysis, deal);
}

function agrees(score: Score, analysis: Analysis, deal: Deal): boolean {
  const joint = (score.points ?? []).reduce((sum, each) => sum + each, 0);
  return (
    deal.points.every((points, role) => score.points?.[role] === points) &&
    joint === deal.joint &&
    analysis.solutions?.maxJoint.value === deal.maxJoint &&
    (score.dominatedBy === 0) === deal.paretoOptimal
  );
}

/** Each item is shared out: as many options as ways to split its pieces. */
function numbersFor(order: string[], { values, gets }: Deal): Numbers {
  const pieces = order.map((_, index) => (gets[0][index] ?? 0) + (gets[1][index] ?? 0));
  const shares = (index: number) => Array.from({ length: (pieces[index] ?? 0) + 1 }, (_, share) => share);
  return {
    issues: order.map((item, index) => ({ id: item, options: shares(index).map((share) => `${share} to A`) })),
    roles: values.map((worth, role) => ({
      id: role === 0 ? 'A' : 'B',
      reservationPoints: WALK_AWAY,
      points: Object.fromEntries(
        order.map((item, index) => [
          item,
          shares(index).map((share) => (worth[index] ?? 0) * (role === 0 ? share : (pieces[index] ?? 0) - share)),
        ]),
      ),
    })),
    interactions: [],
    agreement: { rule: 'unanimous' },
    comparablePoints: true,
  };
}
