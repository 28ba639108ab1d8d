// Deadlines, grace, pauses, added time, outages and phases: `effectiveAt` and the stamp decide, never what was written when.
import { describe, expect, it } from 'vitest';
import { codeOf, goodDeal, graceMs, made, minute, offer, poorDeal, tableAt, typesOf } from './table.fixture.ts';

const end = 20 * minute;

function signingTable() {
  const table = tableAt();
  const offerId = made(table.ask('seller', offer(goodDeal)));
  table.ask('buyer', { type: 'acceptOffer', offerId });
  return { table, sign: { type: 'signAgreement', offerId } as const };
}

describe('the end of bargaining', () => {
  it('T15 a command stamped at or after the deadline is refused, though nothing of it is written yet', () => {
    const table = tableAt();
    table.now = end - 1;
    expect(codeOf(table.ask('seller', offer(goodDeal)))).toBe('accepted');
    table.now = end;
    expect(codeOf(table.ask('seller', offer(goodDeal)))).toBe('deadlinePassed');
    expect(table.state.outcome).toBeNull();
    expect(typesOf(table.due('bargain'))).toEqual(['bargainingClosed', 'endedWithoutAgreement']);
    expect(table.state.outcome).toEqual({ agreed: false, why: 'timeUp', at: end });
    expect(codeOf(table.ask('seller', offer(goodDeal)))).toBe('deadlinePassed');
    expect(table.reports).toMatchObject([{ why: 'timeUp', at: end }]);
  });

  it('T15 a due time that comes too early, twice or late is harmless', () => {
    const table = tableAt();
    expect(table.dueTimes).toEqual(new Map([['bargain', end]]));
    table.now = end - 1;
    expect(typesOf(table.due('bargain'))).toEqual([]);
    table.now = end + 3 * minute;
    expect(typesOf(table.due('bargain'))).toContain('endedWithoutAgreement');
    expect(typesOf(table.due('bargain'))).toEqual([]);
    expect(table.dueTimes.size).toBe(0);
  });

  it('T16 an accepted offer may still be signed within the grace, written or not; there is no going back', () => {
    const { table, sign } = signingTable();
    table.ask('seller', sign);
    table.now = end + graceMs - 1;
    expect(codeOf(table.ask('seller', { type: 'backToTable' }))).toBe('notBargaining');
    expect(typesOf(table.ask('buyer', sign))).toEqual(['bargainingClosed', 'agreementSigned', 'agreementReached']);
    expect(table.state).toMatchObject({ bargainingOver: true, graceDeadline: end + graceMs });
  });

  it('T16 at the end of the grace whatever is not signed by all is no agreement', () => {
    const { table, sign } = signingTable();
    table.now = end + 5;
    table.due('bargain');
    expect(table.dueTimes).toEqual(new Map([['grace', end + graceMs]]));
    expect(table.view('seller').signing?.graceDeadline).toBe(end + graceMs);
    table.ask('seller', sign);
    table.now = end + graceMs;
    expect(codeOf(table.ask('buyer', sign))).toBe('deadlinePassed');
    table.due('grace');
    expect(table.state.outcome).toEqual({ agreed: false, why: 'timeUp', at: end + graceMs });
  });

  it('T16 one may still stop without agreement within the grace', () => {
    const { table } = signingTable();
    table.now = end + 1;
    table.ask('buyer', { type: 'stopWithoutAgreement' });
    expect(table.state.outcome).toMatchObject({ agreed: false, why: 'stopped' });
  });

  it('T16 when both deadlines passed unseen, the journal says both in order', () => {
    const { table } = signingTable();
    table.now = end + 10 * minute;
    expect(typesOf(table.due('bargain'))).toEqual(['bargainingClosed', 'endedWithoutAgreement']);
    expect(table.state.outcome?.at).toBe(end + graceMs);
  });

  it('T17 bargaining closed early starts the grace at its effectiveAt; closing signing ends it', () => {
    const { table, sign } = signingTable();
    table.now = 8 * minute;
    table.deliver({ type: 'closeBargaining', effectiveAt: 7 * minute });
    expect(table.dueTimes).toEqual(new Map([['grace', 7 * minute + graceMs]]));
    table.ask('seller', sign);
    table.deliver({ type: 'closeSigning', effectiveAt: 9 * minute });
    expect(table.state.outcome).toEqual({ agreed: false, why: 'timeUp', at: 9 * minute });
    const open = tableAt();
    open.deliver({ type: 'closeBargaining', effectiveAt: 1 });
    expect(open.state.outcome).toEqual({ agreed: false, why: 'timeUp', at: 1 });
  });
});

describe('pauses and moved deadlines', () => {
  it('T18 a pause freezes what remains, and bargaining with it', () => {
    const table = tableAt();
    table.now = 5 * minute;
    table.deliver({ type: 'pauseClock', effectiveAt: 5 * minute });
    expect(table.dueTimes.size).toBe(0);
    expect(table.view('seller').clock).toEqual({ paused: true, remainingMs: 15 * minute });
    expect(codeOf(table.ask('seller', offer(goodDeal)))).toBe('paused');
    expect(codeOf(table.ask('seller', { type: 'sendMessage', text: 'x' }))).toBe('paused');
    expect(codeOf(table.ask('seller', { type: 'stopWithoutAgreement' }))).toBe('paused');
    expect(codeOf(table.ask('seller', { type: 'askFacilitator' }))).toBe('accepted');
    table.now = 60 * minute;
    expect(typesOf(table.due('bargain'))).toEqual([]);
    table.deliver({ type: 'resumeClock', effectiveAt: 60 * minute });
    expect(table.dueTimes).toEqual(new Map([['bargain', 75 * minute]]));
    expect(typesOf(table.deliver({ type: 'resumeClock', effectiveAt: 61 * minute }))).toEqual([]);
  });

  it('T18 a pause within the grace freezes the grace', () => {
    const { table, sign } = signingTable();
    table.now = end + minute;
    table.due('bargain');
    table.deliver({ type: 'pauseClock', effectiveAt: end + minute });
    expect(table.view('buyer').clock).toEqual({ paused: true, remainingMs: 2 * minute });
    expect(codeOf(table.ask('seller', sign))).toBe('paused');
    table.now = end + 30 * minute;
    table.deliver({ type: 'resumeClock', effectiveAt: table.now });
    expect(table.dueTimes).toEqual(new Map([['grace', end + 32 * minute]]));
    expect(table.view('buyer').phase?.deadline).toBe(end);
  });

  it('T18 bargaining that is closed during a pause gives the whole grace after it', () => {
    const { table } = signingTable();
    table.deliver({ type: 'pauseClock', effectiveAt: minute });
    table.deliver({ type: 'closeBargaining', effectiveAt: 2 * minute });
    expect(table.view('buyer').clock).toEqual({ paused: true, remainingMs: graceMs });
    table.now = 9 * minute;
    table.deliver({ type: 'resumeClock', effectiveAt: 9 * minute });
    expect(table.dueTimes).toEqual(new Map([['grace', 9 * minute + graceMs]]));
  });

  it('T18 a pause that took effect before the deadline counts, however late it arrives', () => {
    const table = tableAt();
    table.now = end + minute;
    table.deliver({ type: 'pauseClock', effectiveAt: end - minute });
    table.deliver({ type: 'resumeClock', effectiveAt: end + minute });
    expect(table.dueTimes).toEqual(new Map([['bargain', end + 2 * minute]]));
  });

  it('T18 a pause after the deadline finds the table ended', () => {
    const table = tableAt();
    table.now = end + minute;
    expect(typesOf(table.deliver({ type: 'pauseClock', effectiveAt: end }))).toEqual([
      'bargainingClosed',
      'endedWithoutAgreement',
      'clockPaused',
    ]);
  });

  it('T19 added time moves what is open, never what is over', () => {
    const table = tableAt();
    table.deliver({ type: 'addTime', ms: 2 * minute, effectiveAt: minute });
    expect(table.dueTimes).toEqual(new Map([['bargain', end + 2 * minute]]));
    const { table: signing } = signingTable();
    signing.now = end;
    signing.due('bargain');
    signing.deliver({ type: 'addTime', ms: 2 * minute, effectiveAt: end + 1 });
    expect(signing.dueTimes).toEqual(new Map([['grace', end + graceMs + 2 * minute]]));
    expect(signing.view('buyer').phase?.deadline).toBe(end);
    expect(codeOf(signing.ask('seller', offer(poorDeal)))).toBe('deadlinePassed');
  });

  it('T19 time added to a stopped clock is there when it runs again', () => {
    const table = tableAt();
    table.deliver({ type: 'pauseClock', effectiveAt: 10 * minute });
    table.deliver({ type: 'addTime', ms: 2 * minute, effectiveAt: 11 * minute });
    expect(table.view('seller').clock).toEqual({ paused: true, remainingMs: 12 * minute });
    table.now = 20 * minute;
    table.deliver({ type: 'resumeClock', effectiveAt: 20 * minute });
    expect(table.dueTimes).toEqual(new Map([['bargain', 32 * minute]]));
  });

  it('T19 time added after reading ran out counts for the table too, also while its clock is stopped', () => {
    const table = tableAt('read');
    table.now = 25 * minute;
    // The session counts from now: five minutes passed unnoticed, two are added.
    table.deliver({ type: 'addTime', ms: 7 * minute, effectiveAt: table.now });
    expect(table.view('seller').phase?.deadline).toBe(27 * minute);
    table.now = 30 * minute;
    table.deliver({ type: 'pauseClock', effectiveAt: table.now });
    table.deliver({ type: 'addTime', ms: 2 * minute, effectiveAt: table.now });
    expect(table.view('seller').clock).toEqual({ paused: true, remainingMs: 2 * minute });
    table.deliver({ type: 'resumeClock', effectiveAt: 40 * minute });
    expect(table.view('seller').phase?.deadline).toBe(42 * minute);
  });

  it('T19 an outage moves the deadline that lay within it', () => {
    const table = tableAt();
    table.now = end + minute;
    table.deliver({ type: 'observeOutage', ms: 10 * minute, effectiveAt: end + minute });
    expect(table.dueTimes).toEqual(new Map([['bargain', end + 10 * minute]]));
    expect(codeOf(table.ask('seller', offer(goodDeal)))).toBe('accepted');
  });

  it('T19 what had ended before the outage stays ended', () => {
    const table = tableAt();
    table.now = end + 20 * minute;
    table.deliver({ type: 'observeOutage', ms: 10 * minute, effectiveAt: table.now });
    expect(table.state.outcome).toEqual({ agreed: false, why: 'timeUp', at: end });
  });
});

describe('deliveries', () => {
  it('T1 a table is opened once; deliveries come in order, older ones and repeats change nothing', () => {
    const table = tableAt('bargain');
    const before = table.state;
    expect(typesOf(table.deliver({ type: 'pauseClock', effectiveAt: 1 }, { version: 2, index: 0 }))).toEqual([]);
    expect(typesOf(table.deliver({ type: 'pauseClock', effectiveAt: 1 }, { version: 1, index: 9 }))).toEqual([]);
    expect(table.state).toBe(before);
    expect(typesOf(table.deliver({ type: 'pauseClock', effectiveAt: 1 }, { version: 2, index: 1 }))).toEqual([
      'clockPaused',
    ]);
    expect(typesOf(table.deliver({ type: 'resumeClock', effectiveAt: 2 }, { version: 2, index: 2 }))).toEqual([
      'clockResumed',
    ]);
  });

  it('T37 signing as a phase ends bargaining and sets the end of signing', () => {
    const { table, sign } = signingTable();
    table.now = 10 * minute;
    table.phase('sign', 5);
    expect(table.dueTimes).toEqual(new Map([['grace', 15 * minute]]));
    expect(table.view('buyer').signing?.graceDeadline).toBe(15 * minute);
    table.now = 14 * minute;
    table.ask('seller', sign);
    table.ask('buyer', sign);
    expect(table.state.outcome?.agreed).toBe(true);
    const open = tableAt();
    open.phase('sign', 5);
    expect(open.state.outcome).toMatchObject({ agreed: false, why: 'timeUp' });
  });

  it('T37 reflection and debrief end a table that is not settled', () => {
    for (const kind of ['reflect', 'debrief'] as const) {
      const { table } = signingTable();
      table.phase(kind, 5);
      expect(table.state.outcome).toMatchObject({ agreed: false, why: 'timeUp' });
      expect(table.dueTimes.size).toBe(0);
    }
  });

  it('T37 between two rounds of bargaining offers rest', () => {
    const table = tableAt();
    const offerId = made(table.ask('seller', offer(goodDeal)));
    table.phase('prepare', 5);
    expect(table.dueTimes.size).toBe(0);
    expect(codeOf(table.ask('buyer', { type: 'acceptOffer', offerId }))).toBe('notBargaining');
    table.phase('bargain', 5);
    expect(codeOf(table.ask('buyer', { type: 'acceptOffer', offerId }))).toBe('accepted');
  });
});
