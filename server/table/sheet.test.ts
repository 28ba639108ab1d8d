// The results sheet of tables that talk by voice, and results that the facilitator records.
import { describe, expect, it } from 'vitest';
import { threeRoleCase } from './case.fixture.ts';
import {
  codeOf,
  goodDeal,
  graceMs,
  made,
  minute,
  offer,
  opening,
  person,
  refusal,
  tableAt,
  trioDeal,
  typesOf,
} from './table.fixture.ts';

const end = 20 * minute;
const voice = { talk: 'voice' } as const;
const report = (settlement: Record<string, string | number> | null) =>
  ({ type: 'reportResult', package: settlement }) as const;

describe('a table that talks by voice', () => {
  it('T24 has no chat and no offers on screen; a table that chats has no sheet', () => {
    const table = tableAt('bargain', voice);
    for (const command of [
      offer(goodDeal),
      { type: 'sendMessage', text: 'x' } as const,
      { type: 'floatIdea', package: { start: 'now' } } as const,
      { type: 'acceptOffer', offerId: 'none-such' } as const,
      { type: 'signAgreement', offerId: 'none-such' } as const,
      { type: 'tellInterest', interest: 'quiet' } as const,
      { type: 'askInterest' } as const,
    ])
      expect(codeOf(table.ask('seller', command))).toBe('talkByVoice');
    expect(codeOf(tableAt().ask('seller', report(null)))).toBe('talkByChat');
    expect(codeOf(tableAt().ask('seller', { type: 'confirmResult', resultId: 'none-such' }))).toBe('talkByChat');
  });

  it('T25 one role reports, every other confirms, and that signs for all', () => {
    const table = tableAt('bargain', voice, threeRoleCase);
    expect(refusal(table.ask('host', report({ venue: 'park' })))).toEqual({ code: 'incompleteOffer', field: 'date' });
    const resultId = made(table.ask('host', report(trioDeal)));
    expect(codeOf(table.ask('host', { type: 'confirmResult', resultId }))).toBe('ownOffer');
    expect(typesOf(table.ask('band', { type: 'confirmResult', resultId }))).toEqual(['resultConfirmed']);
    expect(codeOf(table.ask('band', { type: 'confirmResult', resultId }))).toBe('alreadySigned');
    expect(codeOf(table.ask('sponsor', { type: 'confirmResult', resultId: 'none-such' }))).toBe('unknownResult');
    expect(typesOf(table.ask('sponsor', { type: 'confirmResult', resultId }))).toEqual([
      'resultConfirmed',
      'agreementReached',
    ]);
    expect(table.state.outcome).toMatchObject({ agreed: true, signedBy: ['host', 'sponsor', 'band'] });
  });

  it('T25 a confirmed sheet without a deal ends without agreement', () => {
    const table = tableAt('bargain', voice);
    const resultId = made(table.ask('seller', report(null)));
    table.ask('buyer', { type: 'confirmResult', resultId });
    expect(table.state.outcome).toMatchObject({ agreed: false, why: 'stopped' });
  });

  it('T25 a seat whose holders all lack a device need not confirm', () => {
    const seats = [
      { role: 'host', holders: [person('host')] },
      { role: 'sponsor', holders: [person('paper', false)] },
      { role: 'band', holders: [] },
    ];
    const table = tableAt('bargain', { ...voice, seats }, threeRoleCase);
    expect(typesOf(table.ask('host', report(trioDeal)))).toEqual(['resultReported', 'agreementReached']);
  });

  it('T25 a new report replaces the sheet; who has yet to confirm may change with the people', () => {
    const table = tableAt('bargain', voice, threeRoleCase);
    const first = made(table.ask('host', report(trioDeal)));
    const second = made(table.ask('band', report(trioDeal)));
    expect(codeOf(table.ask('sponsor', { type: 'confirmResult', resultId: first }))).toBe('unknownResult');
    table.ask('sponsor', { type: 'confirmResult', resultId: second });
    const { seats, observers } = opening(threeRoleCase);
    const left = seats.map((seat) => (seat.role === 'host' ? { ...seat, holders: [person('host', false)] } : seat));
    const changed = table.deliver({ type: 'changePeople', seats: left, observers, effectiveAt: 5 });
    expect(typesOf(changed)).toEqual(['peopleChanged', 'agreementReached']);
  });

  it('T26 declining clears the sheet', () => {
    const table = tableAt('bargain', voice);
    const resultId = made(table.ask('seller', report(goodDeal)));
    expect(typesOf(table.ask('buyer', { type: 'declineResult', resultId }))).toEqual(['resultDeclined']);
    expect(table.view('seller').result).toBeNull();
    expect(codeOf(table.ask('buyer', { type: 'confirmResult', resultId }))).toBe('unknownResult');
  });

  it('T16 a result reported in time may be confirmed within the grace, none reported after it', () => {
    const table = tableAt('bargain', voice);
    const resultId = made(table.ask('seller', report(goodDeal)));
    table.now = end + 1;
    expect(codeOf(table.ask('seller', report(goodDeal)))).toBe('deadlinePassed');
    table.due('bargain');
    expect(table.view('buyer').result?.graceDeadline).toBe(end + graceMs);
    table.now = end + graceMs - 1;
    expect(typesOf(table.ask('buyer', { type: 'confirmResult', resultId }))).toEqual([
      'resultConfirmed',
      'agreementReached',
    ]);
    const late = tableAt('bargain', voice);
    const unconfirmed = made(late.ask('seller', report(goodDeal)));
    late.now = end + graceMs;
    expect(codeOf(late.ask('buyer', { type: 'confirmResult', resultId: unconfirmed }))).toBe('deadlinePassed');
  });

  it('T14 somebody may stop at any time', () => {
    const table = tableAt('bargain', voice);
    table.ask('seller', { type: 'stopWithoutAgreement' });
    expect(table.state.outcome).toMatchObject({ agreed: false, why: 'stopped' });
  });
});

describe('the facilitator', () => {
  it('T27 records a result, and the table is settled at once', () => {
    const table = tableAt();
    expect(codeOf(table.deliver({ type: 'recordResult', package: { price: 1 }, effectiveAt: 1 }))).toBe(
      'incompleteOffer',
    );
    table.deliver({ type: 'recordResult', package: goodDeal, effectiveAt: 2 });
    expect(table.state.outcome).toEqual({ agreed: true, package: goodDeal, at: 2, signedBy: ['seller', 'buyer'] });
    expect(table.reports).toHaveLength(1);
    const none = tableAt();
    none.deliver({ type: 'recordResult', package: null, effectiveAt: 3 });
    expect(none.state.outcome).toEqual({ agreed: false, why: 'stopped', at: 3 });
    expect(codeOf(tableAt('read').deliver({ type: 'recordResult', package: null, effectiveAt: 1 }))).toBe('wrongPhase');
  });

  it('T27 a table without any device waits through the grace for its result', () => {
    const seats = [
      { role: 'seller', holders: [person('p1', false)] },
      { role: 'buyer', holders: [person('p2', false)] },
    ];
    const table = tableAt('bargain', { ...voice, seats });
    table.now = end + minute;
    expect(typesOf(table.due('bargain'))).toEqual(['bargainingClosed']);
    table.deliver({ type: 'recordResult', package: goodDeal, effectiveAt: table.now });
    expect(table.state.outcome?.agreed).toBe(true);
  });
});
