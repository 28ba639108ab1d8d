// What each viewer sees: instructions and own points, the debrief step by step, the facilitator's view.
import { describe, expect, it } from 'vitest';
import { scoreAgreement } from '../../simulations/score.ts';
import type { DebriefStep } from '../protocol/phases.ts';
import { twoRoleCase } from './case.fixture.ts';
import { goodDeal, made, offer, type Played, poorDeal, tableAt } from './table.fixture.ts';
import { viewerFor } from './viewer.ts';

function agreedTable(settlement: Record<string, string | number>, changed = {}): Played {
  const table = tableAt('bargain', changed);
  const offerId = made(table.ask('seller', offer(settlement)));
  table.ask('buyer', { type: 'acceptOffer', offerId });
  table.ask('seller', { type: 'signAgreement', offerId });
  table.ask('buyer', { type: 'signAgreement', offerId });
  return table.phase('debrief');
}
const open = (table: Played, step: DebriefStep) =>
  table.deliver({ type: 'openDebriefStep', step, allTables: null, effectiveAt: table.now });
const stepOf = (table: Played, who: string, step: DebriefStep) =>
  table.view(who).debrief.find((opened) => opened.step === step);
const facilitator = { kind: 'facilitator' } as const;

describe('instructions', () => {
  it('T34 cross to their seat alone, from the start of reading', () => {
    const table = tableAt(null);
    expect(table.view('seller').instructions).toBeNull();
    table.phase('read', 5);
    expect(table.view('seller').instructions).toMatchObject({ role: 'seller', worth: { reservationPoints: 9000049 } });
    expect(table.view('watcher').instructions).toBeNull();
    expect(table.view(facilitator).instructions).toBeNull();
  });

  it('T34 own points show as hosted: always, in preparation only, or never', () => {
    const shown = (ownPoints: 'always' | 'preparation' | 'never') => {
      const table = tableAt('read', { ownPoints });
      return (['prepare', 'bargain', 'sign', 'reflect'] as const).map(
        (kind) => table.phase(kind, 5).view('seller').instructions?.worth != null,
      );
    };
    expect(shown('always')).toEqual([true, true, true, true]);
    expect(shown('preparation')).toEqual([true, false, false, false]);
    expect(shown('never')).toEqual([false, false, false, false]);
  });

  it('T34 the bar of own points runs from the least to the most that any package brings', () => {
    const worth = tableAt('read').view('seller').instructions?.worth;
    expect(worth?.least).toBe(1000033 + 2000029 + 1000117 + 1000133);
    expect(worth?.most).toBe(1000033 + 4 * 1000037 + 3000017 + 8000009 + 3000047);
    expect(worth?.interactions).toHaveLength(1);
    expect(tableAt('read').view('buyer').instructions?.worth?.interactions).toEqual([]);
  });
});

describe('the debrief', () => {
  it('T33 a step shows when it is opened; steps skipped stay closed', () => {
    const table = agreedTable(poorDeal);
    open(table, 'deals');
    open(table, 'better');
    expect(table.view('seller').debrief.map(({ step }) => step)).toEqual(['deals', 'better']);
    expect(JSON.stringify(table.view('seller'))).not.toContain('canary-buyer');
    open(table, 'interests');
    expect(JSON.stringify(table.view('seller'))).toContain('canary-buyer-only-end');
    expect(JSON.stringify(table.view('seller'))).not.toContain('canary-buyer-brief');
    const interests = stepOf(table, 'watcher', 'interests');
    expect(interests?.step === 'interests' && interests.roles[1]?.priorities).toEqual([
      'delivery',
      'price',
      'start',
      'support',
    ]);
  });

  it('T36 the figures of an agreement are those of the science', () => {
    const table = agreedTable(poorDeal, { roundScore: { weight: 0.5 } });
    for (const step of ['together', 'better', 'share'] as const) open(table, step);
    const scored = scoreAgreement(twoRoleCase.analysis, poorDeal, { valueWeight: 0.5 });
    if (!scored.ok) throw new Error('not scored');
    const { score } = scored;
    const best = twoRoleCase.analysis.solutions?.bestSurplus ?? 0;
    expect(stepOf(table, 'seller', 'together')).toEqual({
      step: 'together',
      together: {
        created: score.created,
        efficiency: score.efficiency,
        stillInIt: (score.leftOnTable ?? 0) / best,
        whyNull: score.efficiency === null ? 'outsideRoom' : null,
      },
    });
    const better = stepOf(table, 'buyer', 'better');
    expect(better).toMatchObject({ better: { package: score.better } });
    expect(better?.step === 'better' && better.better.ownGainPoints).toBeGreaterThanOrEqual(0);
    expect(stepOf(table, 'watcher', 'better')).toMatchObject({
      better: { package: score.better, ownGainPoints: null },
    });
    const share = stepOf(table, 'buyer', 'share');
    expect(share).toMatchObject({
      share: {
        points: score.claimed[1]?.points,
        share: score.claimed[1]?.share,
        roundScore: score.roundScore[1],
        others: [{ role: 'seller' }],
      },
    });
    expect(stepOf(table, 'watcher', 'share')).toEqual({ step: 'share', share: null });
    expect(table.view(facilitator).debrief.at(-1)).toEqual({ step: 'share', share: null });
  });

  it('T36 without agreement nothing was made, all was still in it, and a package that shares well shows what was possible', () => {
    const table = tableAt('debrief');
    for (const step of ['deals', 'together', 'better', 'share'] as const) open(table, step);
    expect(stepOf(table, 'seller', 'together')).toMatchObject({
      together: { created: null, stillInIt: 1, whyNull: 'noAgreement' },
    });
    const better = stepOf(table, 'seller', 'better');
    expect(better?.step === 'better' && better.better.package).not.toBeNull();
    expect(better?.step === 'better' && better.better.ownGainPoints).toBeGreaterThan(0);
    expect(stepOf(table, 'seller', 'share')).toMatchObject({
      share: { points: 9000049, surplusPoints: 0, share: null, roundScore: null },
    });
    expect(stepOf(table, 'seller', 'deals')).toMatchObject({
      outcome: { agreed: false, why: 'timeUp', package: null },
    });
  });

  it('T36 a deal below somebody’s alternative says so to that person and to the session', () => {
    const table = agreedTable({ price: 0, delivery: 'fast', support: 'full', start: 'later' });
    open(table, 'share');
    expect(stepOf(table, 'seller', 'share')).toMatchObject({ share: { belowReservation: true } });
    expect(stepOf(table, 'buyer', 'share')).toMatchObject({ share: { belowReservation: false } });
    expect(table.reports).toMatchObject([{ belowAlternative: true }]);
  });
});

describe('viewers', () => {
  it('T35 the facilitator sees the table that everybody sees: no instructions, nothing private', () => {
    const table = agreedTable(goodDeal);
    expect(table.view(facilitator)).toMatchObject({ instructions: null, own: null, outcome: { agreed: true } });
  });

  it('T2 a person is what the plan of people makes them', () => {
    const { state } = tableAt();
    expect(viewerFor(state, 'seller')).toEqual({ kind: 'seat', person: 'seller', role: 'seller' });
    expect(viewerFor(state, 'watcher')).toEqual({ kind: 'observer', person: 'watcher' });
    expect(viewerFor(state, 'stranger')).toBeNull();
  });
});
