import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { dominates, everyPackage, inR, NEAR, numbersArbitrary, saleNumbers } from './numbers.fixture.ts';
import type { Numbers, Package } from './schema.ts';
import { type Score, type ScoreWish, scoreAgreement } from './score.ts';
import type { Analysis } from './solutions.ts';

function scored(analysis: Analysis, settlement: Package | null, wish: ScoreWish = {}): Score {
  const result = scoreAgreement(analysis, settlement, wish);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.score;
}

const sum = (points: readonly number[]) => points.reduce((total, each) => total + each, 0);

describe('the score of an agreement', () => {
  it('of the sale, by hand', () => {
    const score = scored(analyse(saleNumbers()), { price: 'middle', weeks: 2, warranty: 'none' });
    expect(score).toMatchObject({
      points: [40, 30],
      jointSurplus: 30,
      leftOnTable: 25,
      trippSondak: 0,
      dominatedBy: 6,
      unit: 'points',
      reasons: {},
    });
    expect(score.created).toBeCloseTo(30 / 55);
    expect(score.efficiency).toBeCloseTo(30 / 55);
    expect(score.claimed.map(({ share }) => share)).toEqual([20 / 30, 10 / 30]);
  });

  it('is that of the definitions: L, E, packages that dominate, Tripp-Sondak', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 4], interactions: 2 }), fc.nat(), (numbers, pick) => {
        const all = everyPackage(numbers);
        const { settlement, points } = all[pick % all.length] as (typeof all)[number];
        const score = scored(analyse(numbers), settlement);
        const atLeast = all.filter((other) => other.points.every((each, role) => each >= (points[role] ?? 0) - NEAR));
        const left = Math.max(...atLeast.map((other) => sum(other.points))) - sum(points);
        expect(score.leftOnTable).toBeCloseTo(Math.max(0, left), 6);
        expect(score.dominatedBy).toBe(all.filter((other) => dominates(other.points, points)).length);
        const surplus = sum(points) - sum(numbers.roles.map(({ reservationPoints }) => reservationPoints));
        if (surplus > NEAR) expect(score.efficiency).toBeCloseTo(surplus / (surplus + Math.max(0, left)), 6);
        else expect(score.efficiency).toBeNull();
        if (numbers.roles.length === 2) {
          const better = all.filter((other) =>
            other.points.every((each, role) => each > (points[role] ?? 0) + NEAR),
          ).length;
          const worse = all.filter((other) =>
            other.points.every((each, role) => each < (points[role] ?? 0) - NEAR),
          ).length;
          if (better + worse > 0) expect(score.trippSondak).toBeCloseTo(1 - better / (better + worse), 9);
          else expect(score.trippSondak).toBeNull();
        }
        if (score.better) {
          const found = all.find((other) => JSON.stringify(other.settlement) === JSON.stringify(score.better));
          expect(dominates(found?.points ?? [], points)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same without a frontier', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 4] }), fc.nat(), (numbers, pick) => {
        const all = everyPackage(numbers);
        const { settlement } = all[pick % all.length] as (typeof all)[number];
        const analysis = analyse(numbers);
        const without = scored({ ...analysis, frontier: null, pairs: null }, settlement);
        expect(without.leftOnTable).toBeCloseTo(scored(analysis, settlement).leftOnTable ?? -1, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('measures by gain ratios do not change when one role counts in other points', () => {
    fc.assert(
      fc.property(
        numbersArbitrary({ issues: [1, 4], kind: 'integer' }),
        fc.constantFrom(2, 7, 16),
        fc.nat(),
        (numbers, factor, pick) => {
          const plain: Numbers = { ...numbers, comparablePoints: false };
          const [first, ...others] = plain.roles;
          if (!first) return;
          const larger = {
            ...first,
            reservationPoints: first.reservationPoints * factor,
            points: Object.fromEntries(
              Object.entries(first.points).map(([id, own]) => [id, (own as number[]).map((each) => each * factor)]),
            ),
          };
          const all = everyPackage(plain);
          const { settlement } = all[pick % all.length] as (typeof all)[number];
          const before = scored(analyse(plain), settlement);
          const after = scored(analyse({ ...plain, roles: [larger, ...others] }), settlement);
          for (const figure of ['created', 'efficiency', 'leftOnTable', 'jointSurplus'] as const) {
            if (before[figure] === null) expect(after[figure]).toBeNull();
            else expect(after[figure]).toBeCloseTo(before[figure], 6);
          }
          expect(after.unit).toBe('gainRatios');
          before.claimed.forEach(({ gainRatio }, role) => {
            if (gainRatio !== null) expect(after.claimed[role]?.gainRatio).toBeCloseTo(gainRatio, 6);
          });
        },
      ),
      { numRuns: 80 },
    );
  });

  it('names what is missing, unknown and out of range, as values', () => {
    const result = scoreAgreement(analyse(saleNumbers()), { price: 'lower', weeks: 9, colour: 'red' });
    expect(result.ok ? [] : result.faults.map(({ path }) => path)).toEqual(['price', 'weeks', 'warranty', 'colour']);
  });

  it('no agreement is not r: nothing has points, and everything says why', () => {
    const score = scored(analyse(saleNumbers()), null);
    expect(score).toMatchObject({ agreed: false, points: null, created: null, roundScore: [0, 0] });
    expect(score.reasons['created']).toBe('no agreement');
  });
});

describe('agreement rules', () => {
  const harbour = (outside: 'package' | 'reservation'): Numbers => ({
    ...saleNumbers(),
    issues: [{ id: 'i', options: ['a', 'b', 'c'] }],
    roles: [
      { id: 'port', reservationPoints: 1, points: { i: [5, 2, 0] } },
      { id: 'town', reservationPoints: 1, points: { i: [0, 2, 6] } },
      { id: 'firm', reservationPoints: 1, points: { i: [4, 2, 0] } },
    ],
    agreement: { rule: 'atLeast', count: 2, veto: ['port'], outside },
  });

  it('refuse signers that break the rule', () => {
    const analysis = analyse(harbour('package'));
    for (const signed of [['port'], ['town', 'firm'], ['port', 'port'], ['port', 'nobody']]) {
      expect(scoreAgreement(analysis, { i: 'a' }, { signed }).ok).toBe(false);
    }
    expect(scoreAgreement(analysis, { i: 'a' }, { signed: ['port', 'firm'] }).ok).toBe(true);
  });

  it('give those outside the package or their reservation points, and measure the signers again', () => {
    const inside = scored(analyse(harbour('package')), { i: 'a' }, { signed: ['port', 'firm'] });
    expect(inside.points).toEqual([5, 0, 4]);
    expect(inside.signers).toMatchObject({ roles: ['port', 'firm'], jointSurplus: 7, leftOnTable: 0 });
    const apart = scored(analyse(harbour('reservation')), { i: 'a' }, { signed: ['port', 'firm'] });
    expect(apart.points).toEqual([5, 1, 4]);
    expect(apart.claimed[1]?.surplusPoints).toBe(0);
  });
});

describe('the round score', () => {
  it('in R rewards value and claim; outside it flags and zeroes who is below', () => {
    const analysis = analyse(saleNumbers());
    expect(
      scored(analysis, { price: 'middle', weeks: 0, warranty: 'full' }).roundScore.every((score) => (score ?? 0) > 60),
    ).toBe(true);
    const outside = scored(analysis, { price: 'high', weeks: 4, warranty: 'full' });
    expect(outside.claimed[0]?.belowReservation).toBe(true);
    expect(outside.roundScore[0]).toBe(0);
    expect(outside.roundScore[1]).toBeCloseTo(40);
  });

  it('where nothing can be gained, no agreement is full marks; where R is empty, agreeing scores 0 below r and nothing above', () => {
    const hard: Numbers = {
      ...saleNumbers(),
      roles: saleNumbers().roles.map((role) => ({ ...role, reservationPoints: 89 })),
    };
    expect(scored(analyse(hard), null).roundScore).toEqual([100, 100]);
    expect(scored(analyse(hard), { price: 'low', weeks: 0, warranty: 'full' }).roundScore).toEqual([null, 0]);
  });

  it('(a) two roles, on the frontier and in R: more own surplus never lowers one’s score', () => {
    fc.assert(
      fc.property(
        numbersArbitrary({ roles: [2, 2], issues: [1, 4] }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (numbers, valueWeight) => {
          const analysis = analyse(numbers);
          const inside = everyPackage(numbers)
            .filter(({ points }) => inR(numbers, points))
            .map(({ settlement }) => scored(analysis, settlement, { valueWeight }))
            .filter(({ dominatedBy }) => dominatedBy === 0);
          for (const role of [0, 1]) {
            const rising = inside.sort((left, right) => (left.points?.[role] ?? 0) - (right.points?.[role] ?? 0));
            for (const [k, score] of rising.slice(1).entries()) {
              expect(score.roundScore[role] ?? 0).toBeGreaterThanOrEqual((rising[k]?.roundScore[role] ?? 0) - 1e-6);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('(b) from x in R to a package that dominates it: nobody’s score falls', () => {
    fc.assert(
      fc.property(
        numbersArbitrary({ issues: [1, 3] }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (numbers, valueWeight) => {
          const analysis = analyse(numbers);
          const inside = everyPackage(numbers)
            .filter(({ points }) => inR(numbers, points))
            .slice(0, 40);
          const scores = inside.map(({ settlement, points }) => ({
            points,
            score: scored(analysis, settlement, { valueWeight }),
          }));
          for (const one of scores)
            for (const other of scores) {
              if (!dominates(other.points, one.points)) continue;
              other.score.roundScore.forEach((score, role) => {
                expect(score ?? 0).toBeGreaterThanOrEqual((one.score.roundScore[role] ?? 0) - 1e-6);
              });
            }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('(c) own surplus at or above KS: lower V means a lower score', () => {
    fc.assert(
      fc.property(numbersArbitrary({ issues: [1, 3] }), (numbers) => {
        const analysis = analyse(numbers);
        const balanced = analysis.solutions?.kalaiSmorodinsky?.mean;
        if (!balanced || (analysis.solutions?.bestSurplus ?? 0) <= NEAR) return;
        const scores = everyPackage(numbers)
          .filter(({ points }) => inR(numbers, points))
          .slice(0, 40)
          .map(({ settlement }) => scored(analysis, settlement));
        for (const role of numbers.roles.keys()) {
          const above = scores.filter(({ points }) => (points?.[role] ?? 0) >= (balanced[role] ?? 0) - NEAR / 10);
          const byValue = above.sort((left, right) => vOf(left) - vOf(right));
          byValue.slice(1).forEach((score, k) => {
            const before = byValue[k] as Score;
            const lower = vOf(before) < vOf(score) - 1e-6;
            if (lower) expect(before.roundScore[role] ?? 0).toBeLessThan(score.roundScore[role] ?? 0);
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** V of the round score. */
function vOf({ points, efficiency, created }: Score): number {
  return Math.min(1, Math.max(0, (points?.length === 2 ? efficiency : created) ?? 0));
}
