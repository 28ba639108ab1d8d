// The run of a round with its times: what was, what is, what comes and about when. Pure.
import type { PhaseKind } from '../../server/protocol/phases.ts';
import type { RoundView } from '../../server/protocol/session-view.ts';

export type RunItem = {
  kind: PhaseKind;
  minutes: number;
  state: 'done' | 'now' | 'next' | 'later';
  /** When it began or is expected to begin; null where that cannot be said. */
  from: number | null;
};

/** `round` null: nothing has begun, no times. Signing runs within bargaining until bargaining is over. */
export function runOf(phases: RoundView['setup']['phases'], round: RoundView | null, now: number): RunItem[] {
  const current = currentIndex(phases, round);
  let expected = round?.phase ? endOf(round, now) : null;
  return phases.map(({ kind, minutes }, index) => {
    const state = index < current ? 'done' : index === current ? 'now' : index === current + 1 ? 'next' : 'later';
    if (state === 'now')
      return { kind, minutes, state, from: round?.phase?.kind === kind ? round.phase.startedAt : null };
    if (state === 'done') return { kind, minutes, state, from: null };
    const from = expected;
    if (expected !== null) expected += minutes * 60_000;
    return { kind, minutes, state, from };
  });
}

function currentIndex(phases: RoundView['setup']['phases'], round: RoundView | null): number {
  if (!round?.phase) return -1;
  const signs = round.phase.kind === 'bargain' && round.bargainingOver;
  const sign = phases.findIndex(({ kind }) => kind === 'sign');
  if (signs && sign >= 0) return sign;
  return phases.findIndex(({ kind }) => kind === round.phase?.kind);
}

/** When the running phase ends as things stand: never in the past. */
function endOf(round: RoundView, now: number): number | null {
  if (round.clock.paused) return round.clock.remainingMs === null ? null : now + round.clock.remainingMs;
  return round.phase?.deadline == null ? null : Math.max(now, round.phase.deadline);
}
