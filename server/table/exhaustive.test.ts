// The table machine searched exhaustively: whatever people, session and clock do within eight acts, every promise holds and
// every state has a way out. And the search can fail: rules broken on purpose are caught, each by its own promise.
import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../protocol/case-file.ts';
import { accept, type Decision } from '../protocol/decision.ts';
import { coalitionCase, threeRoleCase, twoRoleCase } from './case.fixture.ts';
import { ownRules, searchTable } from './exhaustive.fixture.ts';
import { anyPackage, type Rules } from './exhaustive-acts.fixture.ts';
import { stampFact, type TableFact } from './facts.ts';

const deals = ['agreed', 'bargaining', 'confirming', 'notAgreed', 'signing', 'signingInGrace', 'waiting'];

describe('everything that can happen at a table', () => {
  it.each([
    ['two roles', twoRoleCase, 8, 7_000],
    ['three roles', threeRoleCase, 8, 18_000],
    ['three roles of whom two suffice', coalitionCase, 6, 10_000],
  ] as const)(
    '%s: no state without a way out, no agreement without all needed signatures',
    (_, caseFile, depth, least) => {
      const found = searchTable(caseFile, depth);
      expect(found.broken).toBeNull();
      // It went everywhere: each way a deal can stand, and no fewer states than when this was written.
      expect(Object.keys(found.deals).sort()).toEqual(deals);
      expect(found.states).toBeGreaterThan(least);
    },
    300_000,
  );
});

const hastySigning: Rules['decideTable'] = (state, caseFile, actor, command, stamp) => {
  const decision = ownRules.decideTable(state, caseFile, actor, command, stamp);
  if (command.type !== 'signAgreement' || !decision.ok || decision.accepted.facts.length > 1) return decision;
  const signedBy = state.signing?.roles ?? [];
  return withFact(decision, { type: 'agreementReached', package: {}, signedBy: [...signedBy], effectiveAt: stamp.now });
};
const withFact = (decision: Decision<TableFact>, fact: Parameters<typeof stampFact>[0]): Decision<TableFact> =>
  decision.ok ? accept({ ...decision.accepted, facts: [...decision.accepted.facts, stampFact(fact)] }) : decision;

const boundlessOffers: Rules['decideTable'] = (state, ...rest) =>
  ownRules.decideTable(rest[2].type === 'makeOffer' ? { ...state, offers: [] } : state, ...rest);
const lateOffers: Rules['decideTable'] = (state, caseFile, actor, command, stamp) => {
  if (command.type !== 'makeOffer' || !state.bargainingOver || actor?.kind !== 'seat')
    return ownRules.decideTable(state, caseFile, actor, command, stamp);
  const by = { role: actor.role, person: actor.person, at: stamp.now };
  return withFact(accept({ facts: [] }), {
    ...{ type: 'offerMade', id: stamp.freshId, package: command.package, replaces: [] },
    ...by,
  });
};
const scribbling: Rules['decideTable'] = (state, ...rest) => {
  (state.offers as unknown[]).push({});
  return ownRules.decideTable(state, ...rest);
};
const repeating: Rules['decideDelivery'] = (state, caseFile, delivery, order, stamp) =>
  ownRules.decideDelivery(state, caseFile, delivery, { ...order, version: order.version + 1 }, stamp);
const neverResuming: Rules['decideDelivery'] = (state, caseFile, delivery, ...rest) =>
  delivery.type === 'resumeClock' ? accept({ facts: [] }) : ownRules.decideDelivery(state, caseFile, delivery, ...rest);
const deafClosing: Rules['decideDelivery'] = (state, caseFile, delivery, ...rest) =>
  delivery.type === 'closeSigning'
    ? accept({ facts: [] })
    : ownRules.decideDelivery(state, caseFile, delivery, ...rest);
const heedlessSigning: Rules['decideTable'] = (state, caseFile, actor, command, stamp) => {
  const meant = state.signing && command.type === 'signAgreement' ? { offerId: state.signing.offerId } : {};
  return ownRules.decideTable(state, caseFile, actor, { ...command, ...meant }, stamp);
};
const rewriting: Rules['decideDelivery'] = (state, caseFile: CaseFile, delivery, order, stamp) =>
  delivery.type === 'recordResult' && state?.outcome
    ? accept({
        facts: [
          stampFact({ type: 'agreementReached', package: anyPackage(caseFile), signedBy: [], effectiveAt: 0, order }),
        ],
      })
    : ownRules.decideDelivery(state, caseFile, delivery, order, stamp);
const forgettingLines: Rules['fold'] = (state, fact) => {
  const after = ownRules.fold(state, fact);
  return fact.type === 'lineAdded' && state ? { ...after, signing: state.signing } : after;
};
const silentEnd: Rules['decideDeadline'] = (...args) => {
  const decision = ownRules.decideDeadline(...args);
  if (!decision.ok) return decision;
  const { outbox: _, ...quiet } = decision.accepted;
  return accept(quiet);
};

describe('the search can fail: rules broken on purpose', () => {
  it.each<[string, Partial<Rules>, string]>([
    ['one signature too few', { decideTable: hastySigning }, 'no agreement without all needed signatures'],
    ['a line that leaves signatures standing', { fold: forgettingLines }, 'signatures are those that were given'],
    ['a fourth offer', { decideTable: boundlessOffers }, 'at most three offers of a seat stand'],
    ['an offer after bargaining', { decideTable: lateOffers }, 'no offer moves once bargaining is over'],
    [
      'a clock that never fires',
      { decideDeadline: () => accept({ facts: [] }) },
      'every state can still end, by clock and facilitator alone',
    ],
    ['an end that nobody is told', { decideDeadline: silentEnd }, 'a table reports its end once'],
    [
      'a pause without end',
      { decideDelivery: neverResuming },
      'every state can still end, by clock and facilitator alone',
    ],
    ['a closing that closes nothing', { decideDelivery: deafClosing }, 'a table whose signing is closed has ended'],
    ['a signature under another offer', { decideTable: heedlessSigning }, 'only what is being signed is signed'],
    ['a result written over', { decideDelivery: rewriting }, 'an outcome never changes'],
    ['a delivery taken twice', { decideDelivery: repeating }, 'a delivery that came before changes nothing'],
    ['a rule that writes in place', { decideTable: scribbling }, 'a rule never throws and changes nothing in place'],
  ])('%s is caught', (_, broken, promise) => {
    const found = searchTable(twoRoleCase, 5, { ...ownRules, ...broken });
    expect(found.broken?.promise).toBe(promise);
    expect(found.broken?.way.length).toBeGreaterThan(0);
  });
});
