// What the session tells a table: people, phases, clocks, recorded results, debrief steps. Clocks are set by `effectiveAt`.
// Pure; a delivery that is older than the last one, or changes nothing, is accepted without facts.
import type { CaseFile } from '../protocol/case-file.ts';
import type { SeatPlan, TableDelivery } from '../protocol/delivery.ts';
import type { NamedPerson } from '../protocol/words.ts';
import { closingFacts, lengthenedBy, movedBy, timeUp } from './clock.ts';
import { caughtUp } from './conclude.ts';
import { waitingSheetEnd } from './decide-sheet.ts';
import type { FactBody, FactOf, Order, SeatOpened } from './facts.ts';
import { stageOf } from './machine.ts';
import { inOrder, packageRefusal } from './packages.ts';
import type { TableState } from './state.ts';
import { ended, facts, no, type Verdict } from './turn.ts';

type Opening = Extract<TableDelivery, { type: 'openTable' }>;
type Later = Exclude<TableDelivery, Opening>;

export const isNewer = (order: Order, last: Order): boolean =>
  order.version > last.version || (order.version === last.version && order.index > last.index);

/** Endings that a delivery brings about carry its order too. */
export const ordered = (fact: FactBody, order: Order): FactBody =>
  fact.type === 'bargainingClosed' || fact.type === 'agreementReached' || fact.type === 'endedWithoutAgreement'
    ? { ...fact, order }
    : fact;

export function opened(delivery: Opening, order: Order): FactOf<'tableOpened'> {
  const { tableId, sessionId, label, round, talk, ownPoints, graceMs, effectiveAt } = delivery;
  const { simulation, roundScore } = delivery;
  return {
    type: 'tableOpened',
    ...{ tableId, sessionId, label, round, talk, ownPoints, graceMs, effectiveAt, order },
    simulation: { id: simulation.id, hash: simulation.hash },
    roundScore: roundScore && { weight: roundScore.weight },
    seats: delivery.seats.map(seatOf),
    observers: delivery.observers.map(personOf),
  };
}

/** References only: a name that came along joined stays out of the journal. */
const personOf = ({ person, name, device }: NamedPerson): NamedPerson => ({ person, name: { ref: name.ref }, device });
const seatOf = ({ role, holders }: SeatPlan): SeatOpened => ({ role, holders: holders.map(personOf) });

export function delivered(state: TableState, caseFile: CaseFile, delivery: Later, order: Order): Verdict {
  const { effectiveAt } = delivery;
  const told = { order, effectiveAt };
  switch (delivery.type) {
    case 'changePeople': {
      const [seats, observers] = [delivery.seats.map(seatOf), delivery.observers.map(personOf)];
      const changed: FactBody = { type: 'peopleChanged', seats, observers, ...told };
      return facts(changed, ...waitingSheetEnd(caughtUp(state, [changed]), effectiveAt));
    }
    case 'setTalk':
      if (state.talk === delivery.talk) return facts();
      if (stageOf(state.machine) !== 'waiting')
        return no('wrongPhase', 'How a table talks is settled before it bargains.');
      return facts({ type: 'talkChanged', talk: delivery.talk, ...told });
    case 'startPhase': {
      const { index, kind, deadline } = delivery;
      return facts(...endedBy(state, kind, effectiveAt), { type: 'phaseStarted', index, kind, deadline, ...told });
    }
    case 'closeBargaining':
      return state.bargainingOver || state.outcome ? facts() : facts(...closingFacts(state, effectiveAt));
    case 'closeSigning':
      return facts(...endingFacts(state, effectiveAt));
    case 'answerCall':
      return state.calls.includes(delivery.person)
        ? facts({ type: 'callAnswered', person: delivery.person, ...told })
        : facts();
    case 'recordResult':
      return recorded(state, caseFile, delivery);
    case 'openDebriefStep': {
      const { step, allTables } = delivery;
      if (state.debrief.some((open) => open.step === step)) return facts();
      return facts(...endingFacts(state, effectiveAt), { type: 'stepOpened', step, allTables, ...told });
    }
    default:
      return clockDelivered(state, delivery, told);
  }
}

type ClockDelivery = Extract<Later, { type: 'pauseClock' | 'resumeClock' | 'addTime' | 'observeOutage' }>;

function clockDelivered(
  state: TableState,
  delivery: ClockDelivery,
  told: { order: Order; effectiveAt: number },
): Verdict {
  switch (delivery.type) {
    case 'pauseClock':
      return state.paused ? facts() : facts({ type: 'clockPaused', ...told });
    case 'resumeClock':
      return state.paused ? facts({ type: 'clockResumed', ...told }) : facts();
    case 'addTime':
      return moved(state, lengthenedBy(state, delivery.ms, told.effectiveAt))
        ? facts({ type: 'timeAdded', ms: delivery.ms, ...told })
        : facts();
    case 'observeOutage': {
      const outage = moved(state, movedBy(state, delivery.ms, told.effectiveAt - delivery.ms));
      // A stopped clock lost nothing.
      return outage && !state.paused ? facts({ type: 'outageObserved', ms: delivery.ms, ...told }) : facts();
    }
  }
}

/** Whether any clock of this table would move. */
function moved(state: TableState, { phase, graceDeadline, paused }: ReturnType<typeof movedBy>): boolean {
  if (paused !== null)
    return (
      paused.remainingMs !== state.paused?.remainingMs || paused.graceRemainingMs !== state.paused?.graceRemainingMs
    );
  return phase !== state.phase || graceDeadline !== state.graceDeadline;
}

/** The end of a table that is not settled when signing ends too. */
function endingFacts(state: TableState, at: number): FactBody[] {
  if (state.outcome) return [];
  if (state.bargainingOver) return [timeUp(at)];
  return [{ type: 'bargainingClosed', graceDeadline: null, effectiveAt: at }, timeUp(at)];
}

/** What the start of a phase ends: signing ends bargaining, what comes after ends the table. */
function endedBy(state: TableState, kind: FactOf<'phaseStarted'>['kind'], at: number): FactBody[] {
  if (kind === 'reflect' || kind === 'debrief') return endingFacts(state, at);
  if (kind === 'sign' && !state.bargainingOver && !state.outcome) return closingFacts(state, at);
  return [];
}

function recorded(
  state: TableState,
  { numbers }: CaseFile,
  delivery: Extract<Later, { type: 'recordResult' }>,
): Verdict {
  const refusal = ended(state);
  if (refusal) return no('tableSettled', refusal.message);
  if (stageOf(state.machine) === 'waiting') return no('wrongPhase', 'This table has not bargained yet.');
  const { package: result, effectiveAt } = delivery;
  if (result === null) return facts({ type: 'endedWithoutAgreement', why: 'stopped', effectiveAt });
  const wrong = packageRefusal(numbers, result);
  if (wrong) return { ok: false, rejection: wrong };
  const signedBy = state.seats.map((seat) => seat.role);
  return facts({ type: 'agreementReached', package: inOrder(numbers, result), signedBy, effectiveAt });
}
