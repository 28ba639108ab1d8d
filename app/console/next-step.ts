// What the one large button does next, from the round as it stands. Pure: the console speaks and sends it.
// Refusals stay the server's; this only offers what makes sense in the order of the phases.
import type { DebriefStep, PhaseKind } from '../../server/protocol/phases.ts';
import type { ConsoleView, RoundView } from '../../server/protocol/session-view.ts';

export type NextStep =
  | { kind: 'seat' }
  | { kind: 'phase'; phase: Exclude<PhaseKind, 'sign'>; minutes: number }
  /** Asked once: tables are still at it. */
  | { kind: 'endBargaining'; tables: number }
  | { kind: 'endSigning'; tables: number }
  | { kind: 'step'; step: DebriefStep }
  | { kind: 'nextRound' };

/** Steps of the debrief in the order in which they are offered. A copy without zod; a test holds it to the contract. */
export const stepsInOrder: readonly DebriefStep[] = [
  'yourself',
  'talk',
  'deals',
  'together',
  'interests',
  'better',
  'share',
  'allTables',
  'takeaway',
];

/** The round under way: the last one unless it is closed. */
export function roundUnderWay({ rounds }: Pick<ConsoleView, 'rounds'>): RoundView | null {
  const last = rounds.at(-1);
  return last && !last.closed ? last : null;
}

export const tablesAtWork = (round: RoundView): number => round.tables.filter(({ settled }) => settled === null).length;

export function nextStep(view: Pick<ConsoleView, 'rounds'>): NextStep {
  const round = roundUnderWay(view);
  if (round === null) return { kind: 'seat' };
  const { phase } = round;
  if (phase?.kind === 'debrief') return nextInDebrief(round);
  const atWork = tablesAtWork(round);
  if (phase?.kind === 'bargain' && !round.bargainingOver && atWork > 0)
    return { kind: 'endBargaining', tables: atWork };
  if ((phase?.kind === 'bargain' || phase?.kind === 'sign') && atWork > 0)
    return { kind: 'endSigning', tables: atWork };
  return phaseAfter(round) ?? { kind: 'nextRound' };
}

/** The next planned phase; signing is no phase that one starts, it follows from bargaining. */
function phaseAfter(round: RoundView): NextStep | null {
  const { phases } = round.setup;
  const now = round.phase ? phases.findIndex(({ kind }) => kind === round.phase?.kind) : -1;
  const next = phases.slice(now + 1).find(({ kind }) => kind !== 'sign');
  return next ? { kind: 'phase', phase: next.kind as Exclude<PhaseKind, 'sign'>, minutes: next.minutes } : null;
}

function nextInDebrief(round: RoundView): NextStep {
  const last = round.debrief.at(-1)?.step;
  const step = stepsInOrder[last === undefined ? 0 : stepsInOrder.indexOf(last) + 1];
  return step ? { kind: 'step', step } : { kind: 'nextRound' };
}
