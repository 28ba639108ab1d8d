// Deals of many tables, told by issue.
import { expect, it } from 'vitest';
import { countedChoices } from './counted-choices.ts';

it('counts settlements, most often first, and leaves out tables without a deal', () => {
  const outcomes = ['half', 'all', 'half'].map((duty) => ({ package: { duty } }));
  expect(countedChoices([...outcomes, { package: null }], { id: 'duty' })).toEqual([
    { choice: 'half', tables: 2 },
    { choice: 'all', tables: 1 },
  ]);
});
