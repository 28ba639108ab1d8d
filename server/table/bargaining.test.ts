// Rules of bargaining and signing at tables that talk by chat: given a table, when somebody asks, then facts or a refusal.
import { describe, expect, it } from 'vitest';
import { coalitionCase, threeRoleCase } from './case.fixture.ts';
import { codeOf, goodDeal, made, offer, poorDeal, refusal, tableAt, trioDeal, typesOf } from './table.fixture.ts';

/** A table of two with an accepted offer. */
function signingTable() {
  const table = tableAt();
  const offerId = made(table.ask('seller', offer(goodDeal)));
  table.ask('buyer', { type: 'acceptOffer', offerId });
  return { table, offerId };
}

describe('offers', () => {
  it('T2 only who holds a seat acts for it; observers watch, strangers have no chair', () => {
    const table = tableAt();
    expect(codeOf(table.ask('watcher', offer(goodDeal)))).toBe('notSeated');
    expect(codeOf(table.ask('stranger', offer(goodDeal)))).toBe('notSeated');
  });

  it('T3 an offer has one choice for every issue, and the first that is wrong is named', () => {
    const table = tableAt();
    const { delivery, ...open } = goodDeal;
    expect(refusal(table.ask('seller', offer(open)))).toEqual({ code: 'incompleteOffer', field: 'delivery' });
    expect(refusal(table.ask('seller', offer({ ...goodDeal, support: 'gold' })))).toEqual({
      code: 'unknownOption',
      field: 'support',
    });
    for (const price of [5, -1, 1.5, '2', Number.NaN])
      expect(refusal(table.ask('seller', offer({ ...goodDeal, price })))).toEqual({
        code: 'unknownOption',
        field: 'price',
      });
    expect(refusal(table.ask('seller', offer({ ...goodDeal, extra: 'x' })))).toEqual({
      code: 'unknownOption',
      field: 'extra',
    });
    expect(refusal(table.ask('seller', offer(JSON.parse('{"__proto__":"fast"}'))))?.code).toBe('incompleteOffer');
    expect(delivery).toBe('fast');
    expect(table.state.offers).toEqual([]);
    made(table.ask('seller', offer({ ...goodDeal, price: 0.1 * 3 * 10 - 1 })));
    expect(table.state.offers[0]?.package).toEqual(goodDeal);
  });

  it('T4 points never gate an offer: one far below the own limit is made and accepted', () => {
    const table = tableAt();
    const gift = { price: 0, delivery: 'fast', support: 'full', start: 'later' };
    const offerId = made(table.ask('seller', offer(gift)));
    expect(codeOf(table.ask('buyer', { type: 'acceptOffer', offerId }))).toBe('accepted');
  });

  it('T5 a seat has up to three standing offers; a new one replaces its own unless made beside them, never the other side’s', () => {
    const table = tableAt();
    const theirs = made(table.ask('buyer', offer(poorDeal)));
    for (let count = 0; count < 3; count += 1) made(table.ask('seller', offer(goodDeal, true)));
    expect(codeOf(table.ask('seller', offer(goodDeal, true)))).toBe('tooManyOffers');
    const last = made(table.ask('seller', offer(poorDeal)));
    const standing = table.state.offers.filter(({ standing }) => standing === 'standing').map(({ id }) => id);
    expect(standing).toEqual([theirs, last]);
  });

  it('T6 one withdraws only one’s own standing offer', () => {
    const table = tableAt();
    const offerId = made(table.ask('seller', offer(goodDeal)));
    expect(codeOf(table.ask('buyer', { type: 'withdrawOffer', offerId }))).toBe('notAllowed');
    expect(codeOf(table.ask('seller', { type: 'withdrawOffer', offerId: 'none-such' }))).toBe('unknownOffer');
    expect(codeOf(table.ask('seller', { type: 'withdrawOffer', offerId }))).toBe('accepted');
    expect(codeOf(table.ask('seller', { type: 'withdrawOffer', offerId }))).toBe('offerNotStanding');
  });

  it('T7 an accepted offer must still stand', () => {
    const table = tableAt();
    const withdrawn = made(table.ask('seller', offer(goodDeal)));
    table.ask('seller', { type: 'withdrawOffer', offerId: withdrawn });
    expect(codeOf(table.ask('buyer', { type: 'acceptOffer', offerId: withdrawn }))).toBe('offerNotStanding');
    const replaced = made(table.ask('seller', offer(goodDeal)));
    made(table.ask('seller', offer(poorDeal)));
    expect(codeOf(table.ask('buyer', { type: 'acceptOffer', offerId: replaced }))).toBe('offerNotStanding');
    expect(codeOf(table.ask('buyer', { type: 'acceptOffer', offerId: 'none-such' }))).toBe('unknownOffer');
  });

  it('T8 nobody accepts their own offer, or the same one twice', () => {
    const table = tableAt('bargain', {}, threeRoleCase);
    const offerId = made(table.ask('host', offer(trioDeal)));
    expect(codeOf(table.ask('host', { type: 'acceptOffer', offerId }))).toBe('ownOffer');
    expect(typesOf(table.ask('band', { type: 'acceptOffer', offerId }))).toEqual(['offerAccepted']);
    expect(codeOf(table.ask('band', { type: 'acceptOffer', offerId }))).toBe('alreadyDone');
  });

  it('T9 signing starts when every needed role stands behind one and the same offer', () => {
    const three = tableAt('bargain', {}, threeRoleCase);
    const first = made(three.ask('host', offer(trioDeal)));
    const second = made(three.ask('sponsor', offer(trioDeal)));
    three.ask('band', { type: 'acceptOffer', offerId: first });
    expect(typesOf(three.ask('band', { type: 'acceptOffer', offerId: second }))).toEqual(['offerAccepted']);
    expect(typesOf(three.ask('sponsor', { type: 'acceptOffer', offerId: first }))).toEqual([
      'offerAccepted',
      'signingStarted',
    ]);
    expect(three.state.signing?.roles).toEqual(['host', 'sponsor', 'band']);

    const some = tableAt('bargain', {}, coalitionCase);
    const without = made(some.ask('sponsor', offer(trioDeal)));
    expect(typesOf(some.ask('band', { type: 'acceptOffer', offerId: without }))).toEqual(['offerAccepted']);
    expect(typesOf(some.ask('host', { type: 'acceptOffer', offerId: without }))).toContain('signingStarted');
  });

  it('T21 an idea may leave issues open and binds nobody', () => {
    const table = tableAt();
    expect(codeOf(table.ask('seller', { type: 'floatIdea', package: { delivery: 'slow' } }))).toBe('accepted');
    expect(refusal(table.ask('seller', { type: 'floatIdea', package: {} }))).toEqual({
      code: 'incompleteOffer',
      field: 'price',
    });
    expect(refusal(table.ask('seller', { type: 'floatIdea', package: { delivery: 'never' } }))).toEqual({
      code: 'unknownOption',
      field: 'delivery',
    });
    expect(table.state.offers).toEqual([]);
  });

  it('nobody bargains before bargaining', () => {
    const table = tableAt('prepare');
    expect(codeOf(table.ask('seller', offer(goodDeal)))).toBe('notBargaining');
    expect(codeOf(table.ask('seller', { type: 'stopWithoutAgreement' }))).toBe('notBargaining');
  });
});

describe('signing', () => {
  it('T10 each needed role signs once; the last signature makes the agreement and reports it', () => {
    const { table, offerId } = signingTable();
    expect(typesOf(table.ask('seller', { type: 'signAgreement', offerId }))).toEqual(['agreementSigned']);
    expect(codeOf(table.ask('seller', { type: 'signAgreement', offerId }))).toBe('alreadySigned');
    expect(typesOf(table.ask('buyer', { type: 'signAgreement', offerId }))).toEqual([
      'agreementSigned',
      'agreementReached',
    ]);
    expect(table.state.outcome).toMatchObject({ agreed: true, package: goodDeal, signedBy: ['seller', 'buyer'] });
    expect(table.reports).toMatchObject([{ agreed: true, why: 'signed', package: goodDeal, belowAlternative: false }]);
    // seller: price 2 + fast + none + now; buyer likewise; less their limits
    const seller = 1000033 + 2 * 1000037 + 1000081 + 8000009 + 3000047 - 9000049;
    const buyer = 9000011 - 2 * 1000039 + 9000041 + 1000121 + 3000061 - 9000059;
    expect(table.reports[0]?.surplusPoints).toEqual({ seller, buyer });
  });

  it('T10 only what is being signed can be signed, and only by those who accepted it', () => {
    const { table, offerId } = signingTable();
    expect(codeOf(table.ask('seller', { type: 'signAgreement', offerId: 'none-such' }))).toBe('unknownOffer');
    expect(codeOf(tableAt().ask('seller', { type: 'signAgreement', offerId }))).toBe('notSigning');
    const some = tableAt('bargain', {}, coalitionCase);
    const pair = made(some.ask('host', offer(trioDeal)));
    some.ask('band', { type: 'acceptOffer', offerId: pair });
    expect(codeOf(some.ask('sponsor', { type: 'signAgreement', offerId: pair }))).toBe('notSigning');
    expect(codeOf(some.ask('sponsor', { type: 'backToTable' }))).toBe('notSigning');
    some.ask('host', { type: 'signAgreement', offerId: pair });
    some.ask('band', { type: 'signAgreement', offerId: pair });
    expect(some.state.outcome).toMatchObject({ agreed: true, signedBy: ['host', 'band'] });
    // Who did not sign keeps the alternative here.
    expect(some.reports[0]?.surplusPoints?.['sponsor']).toBe(0);
  });

  it('T11 until the last signature any needed role goes back: acceptances and signatures lapse, offers stand again', () => {
    const { table, offerId } = signingTable();
    table.ask('seller', { type: 'signAgreement', offerId });
    expect(codeOf(table.ask('seller', { type: 'backToTable' }))).toBe('accepted');
    expect(table.view('buyer')).toMatchObject({ stage: 'bargaining', signing: null });
    expect(table.state.offers).toMatchObject([{ id: offerId, standing: 'standing', acceptedBy: [] }]);
    table.ask('buyer', { type: 'acceptOffer', offerId });
    expect(table.state.signing?.signedBy).toEqual([]);
  });

  it('T12 while an offer is signed there are no new offers, ideas or withdrawals', () => {
    const { table, offerId } = signingTable();
    expect(codeOf(table.ask('seller', offer(poorDeal)))).toBe('notBargaining');
    expect(codeOf(table.ask('seller', { type: 'withdrawOffer', offerId }))).toBe('notBargaining');
    expect(codeOf(table.ask('seller', { type: 'floatIdea', package: { start: 'now' } }))).toBe('notBargaining');
    expect(codeOf(table.ask('buyer', { type: 'acceptOffer', offerId }))).toBe('notBargaining');
  });

  it('T13 up to three lines are also agreed, only while signing; changing them makes signatures lapse', () => {
    const { table, offerId } = signingTable();
    expect(codeOf(tableAt().ask('seller', { type: 'addLine', text: 'cake' }))).toBe('notSigning');
    table.ask('seller', { type: 'signAgreement', offerId });
    const lineId = made(table.ask('buyer', { type: 'addLine', text: 'cake' }));
    expect(table.state.signing?.signedBy).toEqual([]);
    made(table.ask('buyer', { type: 'addLine', text: 'cake' }));
    made(table.ask('seller', { type: 'addLine', text: 'cake' }));
    expect(codeOf(table.ask('seller', { type: 'addLine', text: 'cake' }))).toBe('tooManyLines');
    table.ask('seller', { type: 'signAgreement', offerId });
    table.ask('seller', { type: 'removeLine', lineId });
    expect(table.state.signing?.signedBy).toEqual([]);
    expect(codeOf(table.ask('seller', { type: 'removeLine', lineId }))).toBe('alreadyDone');
    table.ask('seller', { type: 'backToTable' });
    expect(table.state.lines).toHaveLength(2);
  });
});

describe('stopping', () => {
  it('T14 one role stops and the table ends for everybody, saying not who', () => {
    const table = tableAt();
    table.ask('buyer', { type: 'stopWithoutAgreement' });
    expect(table.view('seller').outcome).toEqual({ agreed: false, why: 'stopped', at: 0 });
    expect(JSON.stringify(table.view('seller').outcome)).not.toContain('buyer');
    expect(table.reports).toMatchObject([{ agreed: false, why: 'stopped', created: null, surplusPoints: null }]);
  });

  it('T14 where the others can agree without a role, only that role stops', () => {
    const table = tableAt('bargain', {}, coalitionCase);
    const theirs = made(table.ask('band', offer(trioDeal)));
    const pair = made(table.ask('host', offer(trioDeal)));
    table.ask('band', { type: 'acceptOffer', offerId: pair });
    expect(typesOf(table.ask('band', { type: 'stopWithoutAgreement' }))).toEqual(['returnedToTable', 'seatStopped']);
    expect(codeOf(table.ask('host', { type: 'acceptOffer', offerId: theirs }))).toBe('offerNotStanding');
    expect(codeOf(table.ask('band', offer(trioDeal)))).toBe('notBargaining');
    expect(table.view('host').seats.map(({ stopped }) => stopped)).toEqual([false, false, true]);
    table.ask('sponsor', { type: 'stopWithoutAgreement' });
    expect(table.state.outcome).toMatchObject({ agreed: false, why: 'stopped' });
  });

  it('T14 who does not sign may stop while the others sign, within the grace too', () => {
    const table = tableAt('bargain', {}, coalitionCase);
    const pair = made(table.ask('host', offer(trioDeal)));
    table.ask('band', { type: 'acceptOffer', offerId: pair });
    table.deliver({ type: 'closeBargaining', effectiveAt: 1 });
    expect(typesOf(table.ask('sponsor', { type: 'stopWithoutAgreement' }))).toEqual(['seatStopped']);
    expect(typesOf(table.ask('band', { type: 'stopWithoutAgreement' }))).toEqual(['endedWithoutAgreement']);
  });

  it('T20 nothing after the end changes the deal', () => {
    const { table, offerId } = signingTable();
    table.ask('seller', { type: 'signAgreement', offerId });
    table.ask('buyer', { type: 'signAgreement', offerId });
    const before = table.state;
    for (const command of [
      offer(poorDeal),
      { type: 'acceptOffer', offerId } as const,
      { type: 'signAgreement', offerId } as const,
      { type: 'backToTable' } as const,
      { type: 'addLine', text: 'x' } as const,
      { type: 'stopWithoutAgreement' } as const,
      { type: 'sendMessage', text: 'x' } as const,
      { type: 'tellInterest', interest: 'quiet' } as const,
    ])
      expect(codeOf(table.ask('seller', command))).toBe('tableSettled');
    expect(codeOf(table.deliver({ type: 'recordResult', package: null, effectiveAt: 1 }))).toBe('tableSettled');
    expect(table.state).toBe(before);
  });
});
