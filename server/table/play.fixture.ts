// Random acts at a table for property tests: small numbers become people, offers and packages of whatever table they meet.
import fc from 'fast-check';
import { settlements } from '../../simulations/grid.ts';
import type { Package } from '../../simulations/schema.ts';
import type { TableDelivery } from '../protocol/delivery.ts';
import { type DebriefStep, debriefSteps, type PhaseKind } from '../protocol/phases.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import { blankReflection, minute, type Played, person } from './table.fixture.ts';

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

const beside: TableCommand[] = [
  { type: 'takeBreak' },
  { type: 'endBreak' },
  { type: 'askFacilitator' },
  { type: 'declareReady' },
];

/** What belongs to signing and to the sheet, asked more often where it is possible at all. */
function closingCommands({ state }: Played, { which }: Act): TableCommand[] {
  const offerId = state.signing?.offerId;
  const resultId = state.result?.id;
  const signing: TableCommand[] = [
    ...(offerId ? [{ type: 'signAgreement', offerId } as const] : []),
    { type: 'addLine', text: 'and a cake' },
    { type: 'removeLine', lineId: pick(state.lines, which)?.id ?? 'no-line' },
    { type: 'backToTable' },
  ];
  const confirming: TableCommand[] = resultId
    ? [
        { type: 'confirmResult', resultId },
        { type: 'declineResult', resultId },
      ]
    : [];
  return state.signing ? signing : confirming;
}

/** What somebody might ask now; most of it would be refused at any moment. */
function commandsFor(played: Played, { kind, which }: Act): TableCommand[] {
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
    { type: 'addLine', text: 'and a candle' },
    { type: 'removeLine', lineId: pick(state.lines, which)?.id ?? 'no-line' },
    ...(kind % 4 === 0 ? beside : []),
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

const startPhase = ({ which }: Act, effectiveAt: number, kind: PhaseKind): TableDelivery => ({
  ...{ type: 'startPhase', index: which, kind, effectiveAt },
  deadline: which % 4 === 0 ? null : effectiveAt + 10 * minute,
});
const openStep = (step: DebriefStep, effectiveAt: number): TableDelivery => ({
  ...{ type: 'openDebriefStep', step, allTables: null, effectiveAt },
});

function changedPeople({ caseFile, now }: Played, { which }: Act): TableDelivery {
  const late = [person('late'), person('paper', false)];
  const seats = caseFile.simulation.roles.map(({ id }, index) => ({
    role: id,
    holders: [person(id, which % 7 !== index), ...(which % 3 === index ? late.slice(0, which % 3) : [])],
  }));
  return { type: 'changePeople', seats, observers: [person('watcher')], effectiveAt: now };
}

const gentle = (played: Played, act: Act): TableDelivery[] => [
  { type: 'pauseClock', effectiveAt: played.now },
  { type: 'addTime', ms: 2 * minute, effectiveAt: played.now },
  { type: 'observeOutage', ms: 6000, effectiveAt: played.now },
  changedPeople(played, act),
  { type: 'setTalk', talk: act.which % 2 === 0 ? 'voice' : 'chat', effectiveAt: played.now },
  startPhase(act, played.now, act.which % 3 === 0 ? 'prepare' : 'bargain'),
];

const harsh = (played: Played, act: Act): TableDelivery[] => [
  { type: 'closeBargaining', effectiveAt: played.now },
  { type: 'closeSigning', effectiveAt: played.now },
  {
    type: 'recordResult',
    package: act.which % 2 === 0 ? null : somePackage(played, act.which),
    effectiveAt: played.now,
  },
  startPhase(act, played.now, pick(['sign', 'sign', 'reflect', 'debrief'] as const, act.which) ?? 'sign'),
  openStep(pick(debriefSteps, act.which) ?? 'deals', played.now),
];

const afterwards = (act: Act, now: number): TableDelivery[] => [
  startPhase(act, now, act.which % 2 === 0 ? 'reflect' : 'debrief'),
  openStep(pick(debriefSteps, act.which) ?? 'deals', now),
  openStep(pick(debriefSteps, act.which + act.who) ?? 'deals', now),
  openStep('takeaway', now),
];

/** What the session might tell; seldom anything that ends a table while it bargains. */
function deliveryFor(played: Played, act: Act): TableDelivery {
  const { state, now } = played;
  const call = state.calls[0];
  if (state.paused) return { type: 'resumeClock', effectiveAt: now };
  if (call !== undefined && act.which % 4 === 0) return { type: 'answerCall', person: call, effectiveAt: now };
  const choices = state.outcome ? afterwards(act, now) : act.who === 5 ? harsh(played, act) : gentle(played, act);
  return pick(choices, act.kind) ?? { type: 'resumeClock', effectiveAt: now };
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
  const commands = [...(which % 2 === 0 ? closingCommands(played, act) : []), ...commandsFor(played, act)];
  const first = which % 2 === 0 ? kind % 5 : kind;
  for (let tried = 0; tried < commands.length; tried += 1) {
    const command = commands[(first + tried) % commands.length];
    if (command && played.ask(asker, command).ok) return;
  }
}

/** Sixty acts and more, so that tables come to their ends. */
export const actsArbitrary: fc.Arbitrary<Act[]> = fc.array(actArbitrary, { minLength: 40, maxLength: 90, size: 'max' });
