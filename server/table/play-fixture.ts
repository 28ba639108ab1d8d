// Random acts at a table for property tests: small numbers become people, offers and packages of whatever table they meet.
import fc from 'fast-check';
import { settlements } from '../../simulations/grid.ts';
import type { Package } from '../../simulations/schema.ts';
import type { TableDelivery } from '../protocol/delivery.ts';
import { debriefSteps } from '../protocol/phases.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import { blankReflection, minute, type Played, person } from './table-fixture.ts';

export type Act = { kind: number; who: number; which: number; seconds: number };
export const actArbitrary: fc.Arbitrary<Act> = fc.record({
  kind: fc.nat(99),
  who: fc.nat(5),
  which: fc.nat(99),
  seconds: fc.constantFrom(0, 1, 5, 30, 120),
});

const pick = <Item>(items: readonly Item[], which: number): Item | undefined =>
  items[which % Math.max(1, items.length)];

/** Some package of the case; only the first `issues` of it where given. */
function somePackage({ caseFile }: Played, which: number, issues = 99): Package {
  const chosen = caseFile.numbers.issues.slice(0, issues);
  return Object.fromEntries(
    chosen.map((issue, index) => [issue.id, pick(settlements(issue), which + index * which) ?? 0]),
  );
}

function commandOf(played: Played, { kind, which }: Act): TableCommand {
  const { state, caseFile } = played;
  const offerId = (which % 3 === 0 ? pick(state.offers, which) : state.offers.at(-1))?.id ?? 'no-offer';
  const step = pick(debriefSteps, which) ?? 'deals';
  const interest =
    pick(
      caseFile.simulation.roles.flatMap((role) => role.interests),
      which,
    )?.id ?? 'none';
  const possible: TableCommand[] = [
    { type: 'makeOffer', package: somePackage(played, which), beside: which % 2 === 0 },
    { type: 'makeOffer', package: somePackage(played, which, which % 5), beside: false },
    { type: 'acceptOffer', offerId },
    { type: 'acceptOffer', offerId },
    { type: 'acceptOffer', offerId },
    { type: 'signAgreement', offerId: state.signing?.offerId ?? offerId },
    { type: 'signAgreement', offerId: state.signing?.offerId ?? offerId },
    { type: 'signAgreement', offerId },
    { type: 'withdrawOffer', offerId },
    { type: 'backToTable' },
    { type: 'sendMessage', text: 'hello' },
    { type: 'floatIdea', package: somePackage(played, which, (which % 3) + 1) },
    { type: 'tellInterest', interest },
    { type: 'askInterest' },
    { type: 'addLine', text: 'and a cake' },
    { type: 'removeLine', lineId: pick(state.lines, which)?.id ?? 'no-line' },
    { type: 'takeBreak' },
    { type: 'endBreak' },
    { type: 'askFacilitator' },
    { type: 'declareReady' },
    { type: 'reportResult', package: which % 4 === 0 ? null : somePackage(played, which) },
    { type: 'reportResult', package: somePackage(played, which) },
    { type: 'confirmResult', resultId: state.result?.id ?? 'no-result' },
    { type: 'confirmResult', resultId: state.result?.id ?? 'no-result' },
    { type: 'declineResult', resultId: state.result?.id ?? 'no-result' },
    { type: 'submitReflection', reflection: { ...blankReflection, note: which % 2 === 0 ? null : 'a note' } },
    { type: 'writeWord', step, text: 'a word' },
    { type: 'writeWord', step: 'takeaway', text: 'a word' },
    { type: 'agreeToPlane', agree: which % 2 === 0 },
  ];
  const stop: TableCommand = { type: 'stopWithoutAgreement' };
  return which === 0 ? stop : (pick(possible, kind) ?? stop);
}

function deliveryOf({ state, caseFile, now }: Played, { kind, which }: Act): TableDelivery {
  const effectiveAt = now;
  const late = [person('late'), person('paper', false)];
  const seats = caseFile.simulation.roles.map(({ id }, index) => ({
    role: id,
    holders: [person(id, which % 7 !== index), ...(which % 3 === index ? late.slice(0, which % 2) : [])],
  }));
  const phase = pick(['read', 'prepare', 'bargain', 'bargain', 'sign', 'reflect', 'debrief'] as const, which) ?? 'read';
  const step = pick(debriefSteps, which) ?? 'deals';
  const possible: TableDelivery[] = [
    { type: 'pauseClock', effectiveAt },
    { type: 'resumeClock', effectiveAt },
    { type: 'resumeClock', effectiveAt },
    { type: 'addTime', ms: 2 * minute, effectiveAt },
    { type: 'observeOutage', ms: 6000, effectiveAt },
    { type: 'changePeople', seats, observers: which % 2 === 0 ? [person('watcher')] : [], effectiveAt },
    { type: 'setTalk', talk: which % 2 === 0 ? 'voice' : 'chat', effectiveAt },
    { type: 'answerCall', person: state.calls[0] ?? 'nobody', effectiveAt },
    { type: 'closeBargaining', effectiveAt },
    {
      type: 'startPhase',
      index: which,
      kind: phase,
      deadline: which % 4 === 0 ? null : now + 10 * minute,
      effectiveAt,
    },
    { type: 'openDebriefStep', step, allTables: null, effectiveAt },
    { type: 'openDebriefStep', step, allTables: null, effectiveAt },
  ];
  return pick(possible, kind) ?? { type: 'resumeClock', effectiveAt };
}

/** Does one act: mostly people, now and then the session or a due time. What is refused changes nothing. */
export function perform(played: Played, act: Act): void {
  played.now += act.seconds * 1000;
  if (act.which % 13 === 12) played.due('bargain');
  if (act.which % 13 === 11) played.due('grace');
  if (act.kind % 5 === 4 && act.which % 2 === 0) {
    played.deliver(deliveryOf(played, { ...act, kind: act.which * 7 + act.who }));
    return;
  }
  const people = [...played.caseFile.simulation.roles.map(({ id }) => id), 'watcher', 'late'];
  played.ask(pick(people, act.who) ?? 'watcher', commandOf(played, act));
}
