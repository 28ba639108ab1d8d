// Random acts at a table for property tests: small numbers become people, offers and packages of whatever table they meet.
import fc from 'fast-check';
import { settlements } from '../../simulations/grid.ts';
import type { Package } from '../../simulations/schema.ts';
import type { TableDelivery } from '../protocol/delivery.ts';
import { debriefSteps, type PhaseKind } from '../protocol/phases.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import { blankReflection, minute, type Played, person } from './table-fixture.ts';

export type Act = { kind: number; who: number; which: number; seconds: number };
const actArbitrary: fc.Arbitrary<Act> = fc.record({
  kind: fc.nat(99),
  who: fc.nat(5),
  which: fc.nat(99),
  seconds: fc.constantFrom(0, 0, 1, 1, 5, 5, 30, 30, 120),
});

const pick = <Item>(items: readonly Item[], which: number): Item | undefined =>
  items[which % Math.max(1, items.length)];

/** Some package of the case; only the first `issues` of it where given. */
function somePackage({ caseFile }: Pick<Played, 'caseFile'>, which: number, issues = 99): Package {
  const chosen = caseFile.numbers.issues.slice(0, issues);
  return Object.fromEntries(
    chosen.map((issue, index) => [issue.id, pick(settlements(issue), which + index * which) ?? 0]),
  );
}

/** What somebody might ask now; most of it would be refused at any moment. */
function commandsFor(played: Played, { which }: Act): TableCommand[] {
  const { state, caseFile } = played;
  const offerId = (which % 3 === 0 ? pick(state.offers, which) : state.offers.at(-1))?.id ?? 'no-offer';
  const step = pick(debriefSteps, which) ?? 'deals';
  const interest =
    pick(
      caseFile.simulation.roles.flatMap((role) => role.interests),
      which,
    )?.id ?? 'none';
  return [
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
}

/** What the session might tell: nothing that ends a table while it bargains, unless `harsh`. */
function deliveryFor({ state, caseFile, now }: Played, { kind, which, who }: Act): TableDelivery {
  const effectiveAt = now;
  const late = [person('late'), person('paper', false)];
  const seats = caseFile.simulation.roles.map(({ id }, index) => ({
    role: id,
    holders: [person(id, which % 7 !== index), ...(which % 3 === index ? late.slice(0, which % 3) : [])],
  }));
  const startPhase = (phase: PhaseKind): TableDelivery => ({
    ...{ type: 'startPhase', index: which, kind: phase, effectiveAt },
    deadline: which % 4 === 0 ? null : now + 10 * minute,
  });
  const openStep = (step = pick(debriefSteps, which) ?? 'deals'): TableDelivery => ({
    ...{ type: 'openDebriefStep', step, allTables: null, effectiveAt },
  });
  const gentle: TableDelivery[] = [
    { type: 'pauseClock', effectiveAt },
    { type: 'addTime', ms: 2 * minute, effectiveAt },
    { type: 'observeOutage', ms: 6000, effectiveAt },
    { type: 'changePeople', seats, observers: [person('watcher')], effectiveAt },
    { type: 'setTalk', talk: which % 2 === 0 ? 'voice' : 'chat', effectiveAt },
    startPhase(which % 3 === 0 ? 'prepare' : 'bargain'),
  ];
  const harsh: TableDelivery[] = [
    { type: 'closeBargaining', effectiveAt },
    { type: 'closeSigning', effectiveAt },
    { type: 'recordResult', package: which % 2 === 0 ? null : somePackage({ caseFile }, which), effectiveAt },
    startPhase(pick(['sign', 'sign', 'reflect', 'debrief'] as const, which) ?? 'sign'),
    openStep(),
  ];
  const after = [
    startPhase('reflect'),
    startPhase('debrief'),
    openStep(),
    openStep(),
    openStep(),
    openStep('takeaway'),
  ];
  const call = state.calls[0];
  if (state.paused) return { type: 'resumeClock', effectiveAt };
  if (call !== undefined && which % 4 === 0) return { type: 'answerCall', person: call, effectiveAt };
  const choices = state.outcome ? after : who === 5 ? harsh : gentle;
  return pick(choices, kind) ?? { type: 'resumeClock', effectiveAt };
}

/** Does one act: mostly people, now and then the session or a due time. Of what somebody might ask, the first that is accepted. */
export function perform(played: Played, act: Act): void {
  const { kind, who, which, seconds } = act;
  played.now += seconds * 1000;
  if (which % 13 === 12) played.due('bargain');
  if (which % 13 === 11) played.due('grace');
  if (which % 9 === 4 || (which % 3 === 1 && played.state.outcome)) {
    played.deliver(deliveryFor(played, act));
    return;
  }
  const people = [...played.caseFile.simulation.roles.map(({ id }) => id), 'watcher', 'late'];
  const asker = pick(people, who) ?? 'watcher';
  if (which === 0) {
    played.ask(asker, { type: 'stopWithoutAgreement' });
    return;
  }
  const commands = commandsFor(played, act);
  for (let tried = 0; tried < commands.length; tried += 1) {
    const command = commands[(kind + tried) % commands.length];
    if (command && played.ask(asker, command).ok) return;
  }
}

/** Sixty acts and more, so that tables come to their ends. */
export const actsArbitrary: fc.Arbitrary<Act[]> = fc.array(actArbitrary, { minLength: 40, maxLength: 90, size: 'max' });
