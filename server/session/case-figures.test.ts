// The figures a debrief opens: a long frontier is drawn with fewer points, its ends among them.
import { expect, test } from 'vitest';
import { additiveCase } from '../../bench/science/seeded-cases.ts';
import { analyse } from '../../simulations/analyse.ts';
import { frontierPoint } from '../../simulations/frontier.ts';
import { caseFileOf, twoRoleSimulation } from '../table/case.fixture.ts';
import { frontierSurplus } from './case-figures.ts';

test('every point of a short frontier is drawn; of a long one 500, in order and from end to end', () => {
  const short = caseFileOf(twoRoleSimulation);
  expect(frontierSurplus(short)).toHaveLength(short.analysis.frontier?.count ?? 0);
  const numbers = additiveCase(
    2,
    Array.from({ length: 60 }, () => 40),
    3,
  );
  const long = { ...short, numbers, analysis: analyse(numbers) };
  const { frontier } = long.analysis;
  if (frontier === null || frontier.count < 600) throw new Error('this frontier is not long');
  const drawn = frontierSurplus(long);
  expect(drawn).toHaveLength(500);
  expect(drawn[0]).toEqual([...frontierPoint(frontier, 0)]);
  expect(drawn[499]).toEqual([...frontierPoint(frontier, frontier.count - 1)]);
  expect(drawn.map(([first]) => first)).toEqual(drawn.map(([first]) => first).sort((one, other) => one - other));
});
