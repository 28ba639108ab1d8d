import { describe, expect, it } from 'vitest';
import { holdsCases, runConformance } from './run.ts';

const folder = '../shared/domains';

describe('published cases', () => {
  it.skipIf(!holdsCases(folder))(
    `come out figure by figure, and 1005 of 1005 human deals (skipped where ${folder} is absent)`,
    { timeout: 60_000 },
    () => {
      const { cases, humanDeals } = runConformance(folder);
      const wrong = cases.flatMap(({ id, lines, trouble }) => [
        ...(trouble ? [`${id}: ${trouble}`] : []),
        ...lines
          .filter(({ same }) => !same)
          .map(({ figure, ours, theirs }) => `${id} ${figure}: ${ours}, expected ${theirs}`),
      ]);
      expect(wrong).toEqual([]);
      expect(cases.length).toBeGreaterThan(0);
      expect(humanDeals).toMatchObject({ deals: 1005, reproduced: 1005 });
    },
  );
});
