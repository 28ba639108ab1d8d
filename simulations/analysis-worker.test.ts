import { describe, expect, it } from 'vitest';
import { answer } from './analysis-worker.ts';
import { saleNumbers } from './numbers.fixture.ts';

describe('the worker', () => {
  it('answers with what survives being posted, and scores from it', () => {
    const analysed = structuredClone(answer({ id: 1, kind: 'analyse', numbers: saleNumbers() }));
    if (analysed.kind !== 'analyse') throw new Error('another kind of answer');
    const outcomes = [
      { settlement: { price: 'high', weeks: 0, warranty: 'full' } },
      { settlement: null },
      { settlement: {} },
    ];
    const scored = structuredClone(answer({ id: 2, kind: 'score', analysis: analysed.analysis, outcomes }));
    expect(scored.id).toBe(2);
    expect(scored.kind === 'score' && scored.scores.map(({ ok }) => ok)).toEqual([true, true, false]);
    const report = answer({ id: 3, kind: 'report', numbers: saleNumbers() });
    expect(report.kind === 'report' && report.report.outcomes).toBe(30);
  });
});
