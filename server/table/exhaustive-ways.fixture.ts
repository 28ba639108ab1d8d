// The ways out of a state: the shortest play by which it could still end in an agreement, and the one in which nobody does
// anything any more and only clock and facilitator end it. Plays by the rules under search.
import type { CaseFile } from '../protocol/case-file.ts';
import { openDeadlines } from './clock.ts';
import { type Act, actsOf, type Moment, type Rules } from './exhaustive-acts.fixture.ts';
import { BrokenPromise } from './exhaustive-promises.fixture.ts';
import { stageOf } from './machine.ts';

/** The moment after an act; null where it was refused or changed nothing. */
export function taken(rules: Rules, moment: Moment, act: Act | undefined): Moment | null {
  const decision = act?.decide(rules);
  if (act?.by === 'time') return { ...moment, now: act.passesTo ?? moment.now };
  if (!decision?.ok || decision.accepted.facts.length === 0) return null;
  return { ...moment, state: decision.accepted.facts.reduce(rules.fold, moment.state) };
}

const longest = 24;

function play(
  rules: Rules,
  caseFile: CaseFile,
  from: Moment,
  { promise, choose }: { promise: string; choose(moment: Moment, acts: Act[]): Act | undefined },
): Moment {
  let moment = from;
  for (let step = 0; step < longest && moment.state.outcome === null; step += 1) {
    const act = choose(moment, actsOf(moment, caseFile));
    const next = taken(rules, moment, act);
    if (next === null) throw new BrokenPromise(promise, `stuck at ${act?.name ?? 'nothing to do'}`);
    moment = next;
  }
  if (moment.state.outcome === null) throw new BrokenPromise(promise, 'it goes on and on');
  return moment;
}

const ending = 'every state can still end, by clock and facilitator alone';
const agreeing = 'every state can still end in an agreement';

/** Time passes as long as a deadline is open; what no deadline ends, the facilitator closes. */
export function endsByItself(rules: Rules, caseFile: CaseFile, from: Moment): void {
  const choose = ({ state, now }: Moment, acts: Act[]) => {
    const due = Object.entries(openDeadlines(state)).find(([, at]) => at !== null && at <= now);
    if (due) return acts.find(({ name }) => name === `clock: ${due[0]}`);
    const pass = acts.find(({ by }) => by === 'time');
    if (pass) return pass;
    if (state.paused) return acts.find(({ delivery }) => delivery?.type === 'resumeClock');
    const type = state.bargainingOver ? 'closeSigning' : 'closeBargaining';
    return acts.find(({ delivery }) => delivery?.type === type);
  };
  play(rules, caseFile, from, { promise: ending, choose });
}

/** Everybody still there is willing: offers, accepts, signs. Once nothing can be signed any more the facilitator records. */
export function canAgree(rules: Rules, caseFile: CaseFile, from: Moment): void {
  const end = play(rules, caseFile, from, {
    promise: agreeing,
    choose: (moment, acts) => acts.find((act) => towardsAgreement(moment, act) && taken(rules, moment, act) !== null),
  });
  if (!end.state.outcome?.agreed) throw new BrokenPromise(agreeing, 'it ended without one');
}

function towardsAgreement({ state }: Moment, { delivery, command, by }: Act): boolean {
  if (by === 'clock' || by === 'time') return false;
  if (state.paused) return delivery?.type === 'resumeClock';
  if (!state.bargainingOver && (state.phase?.kind !== 'bargain' || stageOf(state.machine) === 'waiting'))
    return delivery?.type === 'startPhase' && delivery.kind === 'bargain';
  if (state.talk === 'voice') return towardsSheet(state, delivery, command);
  if (state.signing) return command?.type === 'signAgreement';
  if (state.bargainingOver) return delivery?.type === 'recordResult' && delivery.package !== null;
  const standing = state.offers.findLast((offer) => offer.standing === 'standing');
  if (!standing) return command?.type === 'makeOffer';
  return command?.type === 'acceptOffer';
}

function towardsSheet(
  { result, bargainingOver }: Moment['state'],
  delivery: Act['delivery'],
  command: Act['command'],
): boolean {
  if (result?.package === null) return command?.type === 'declineResult' || recordsDeal(delivery);
  if (result) return command?.type === 'confirmResult';
  return bargainingOver ? recordsDeal(delivery) : command?.type === 'reportResult' && command.package !== null;
}

const recordsDeal = (delivery: Act['delivery']): boolean =>
  delivery?.type === 'recordResult' && delivery.package !== null;
