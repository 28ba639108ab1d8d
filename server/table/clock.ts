// The arithmetic of a table's deadlines: what is open, what moves, what remains. Pure functions of state and instants.
// Knows no commands and reads no clock.
import type { FactBody } from './facts.ts';
import { stageOf } from './machine.ts';
import type { Paused, TableState } from './state.ts';

export const deadlineIds = ['bargain', 'grace'] as const;
export type DeadlineId = (typeof deadlineIds)[number];

/** The end of bargaining, where one is set and it is still to come; null while paused. */
export function bargainDeadline(state: TableState): number | null {
  const { phase, paused, bargainingOver } = state;
  if (phase?.kind !== 'bargain' || paused !== null || bargainingOver || state.outcome !== null) return null;
  return phase.deadline;
}

/** The end of signing or confirming after bargaining; null while paused. */
export const graceDeadline = (state: TableState): number | null =>
  state.paused === null && state.outcome === null ? state.graceDeadline : null;

export const openDeadlines = (state: TableState): Record<DeadlineId, number | null> => ({
  bargain: bargainDeadline(state),
  grace: graceDeadline(state),
});

/** Nobody at this table can press anything: the facilitator records its result. */
const withoutDevices = (state: TableState): boolean =>
  state.seats.every((seat) => seat.holders.every((holder) => !holder.device));

/** Whether something at this table may still become an agreement once bargaining is over. */
export const hasSomethingToSign = (state: TableState): boolean =>
  state.signing !== null || state.result !== null || (stageOf(state.machine) === 'bargaining' && withoutDevices(state));

/** Facts by which bargaining ends at `at`: the table signs on for a while, or ends without agreement. */
export function closingFacts(state: TableState, at: number): FactBody[] {
  const grace = hasSomethingToSign(state) ? at + state.graceMs : null;
  const closed: FactBody = { type: 'bargainingClosed', graceDeadline: grace, effectiveAt: at };
  return grace === null ? [closed, timeUp(at)] : [closed];
}

export const timeUp = (at: number): FactBody => ({ type: 'endedWithoutAgreement', why: 'timeUp', effectiveAt: at });

/** What the clock has brought about by `at`, though nobody wrote it yet. */
export function lapsed(state: TableState, at: number): FactBody[] {
  const end = bargainDeadline(state);
  if (end !== null && at >= end) {
    const facts = closingFacts(state, end);
    const grace = end + state.graceMs;
    return facts.length === 1 && at >= grace ? [...facts, timeUp(grace)] : facts;
  }
  const grace = graceDeadline(state);
  return grace !== null && at >= grace ? [timeUp(grace)] : [];
}

const remaining = (deadline: number | null, at: number): number | null =>
  deadline === null ? null : Math.max(0, deadline - at);

/** What is frozen by a pause at `at`. */
export const pausedAt = (state: TableState, at: number): Paused => ({
  remainingMs: remaining(state.phase?.deadline ?? null, at),
  graceRemainingMs: remaining(state.graceDeadline, at),
});

type Clocks = Pick<TableState, 'phase' | 'paused' | 'graceDeadline'>;

/** The pause under way, where bargaining is closed within it: signing time counts from the resumption. */
export const pausedInGrace = (state: TableState, graceMs: number | null): Paused | null =>
  state.paused && { ...state.paused, graceRemainingMs: graceMs };

/** The clocks after a pause ended at `at`: what remained counts from there; what was over stays where it was. */
export function resumedAt(state: TableState, at: number): Clocks {
  const { phase, paused } = state;
  if (paused === null) return state;
  const { remainingMs, graceRemainingMs } = paused;
  return {
    paused: null,
    phase: phase && remainingMs ? { ...phase, deadline: at + remainingMs } : phase,
    graceDeadline: graceRemainingMs === null ? null : at + graceRemainingMs,
  };
}

/** The clocks after open deadlines moved by `ms`; what was over before `since` stays over. */
export function movedBy(state: TableState, ms: number, since: number): Clocks {
  const { phase, paused } = state;
  if (paused !== null) return { phase, graceDeadline: state.graceDeadline, paused: pausedLonger(state, paused, ms) };
  const open = phase !== null && phase.deadline !== null && phase.deadline > since;
  return {
    paused,
    phase: open && phase.deadline !== null ? { ...phase, deadline: phase.deadline + ms } : phase,
    graceDeadline: state.graceDeadline === null ? null : state.graceDeadline + ms,
  };
}

/** The clocks after `ms` were added at `at`. A phase that its clock does not end can be lengthened after its time was up. */
export const lengthenedBy = (state: TableState, ms: number, at: number): Clocks =>
  movedBy(state, ms, endsByClock(state) ? at : Number.NEGATIVE_INFINITY);

const endsByClock = ({ phase }: TableState): boolean => phase?.kind === 'bargain' || phase?.kind === 'sign';

function pausedLonger(state: TableState, { remainingMs, graceRemainingMs }: Paused, ms: number): Paused {
  const over = remainingMs === 0 && endsByClock(state);
  return {
    remainingMs: remainingMs === null || over ? remainingMs : remainingMs + ms,
    graceRemainingMs: graceRemainingMs === null ? null : graceRemainingMs + ms,
  };
}

/** What a stopped clock shows: the signing time once bargaining is over, else the phase's. */
export const shownRemainingMs = (state: TableState): number | null => {
  const { paused } = state;
  if (paused === null) return null;
  return paused.graceRemainingMs ?? paused.remainingMs;
};
