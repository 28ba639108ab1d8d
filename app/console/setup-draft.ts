// A facilitator's choices while they are being made, and what they come to. Pure.
import type { PhasePlan } from '../../server/protocol/phases.ts';
import type { Setup } from '../../server/protocol/session-commands.ts';
import type { SimulationCard } from '../../server/protocol/session-view.ts';
import type { PlannedPhase } from './phase-editor.tsx';

export type SetupDraft = {
  simulation: string;
  phases: PlannedPhase[];
  ownPoints: Setup['ownPoints'];
  roundScore: 'off' | 'on';
};

/** How much of the round score is value created; the rest is one's own part. */
export const roundScoreWeight = 0.6;

const plan: { kind: PhasePlan['kind']; grouping: PhasePlan['grouping'] }[] = [
  { kind: 'read', grouping: 'alone' },
  { kind: 'prepare', grouping: 'alone' },
  { kind: 'bargain', grouping: 'table' },
  { kind: 'sign', grouping: 'table' },
  { kind: 'reflect', grouping: 'alone' },
  { kind: 'debrief', grouping: 'everyone' },
];

/** What a case suggests. */
export function draftFor(card: SimulationCard, before?: SetupDraft): SetupDraft {
  return {
    simulation: card.id,
    phases: plan.map(({ kind, grouping }) => ({ kind, grouping, minutes: card.minutes[kind] ?? 10, kept: true })),
    ownPoints: before?.ownPoints ?? 'always',
    roundScore: before?.roundScore ?? 'off',
  };
}

/** A set-up as a draft again: phases that it leaves out keep what the case suggests. */
export function draftOf(setup: Setup, card: SimulationCard | null): SetupDraft {
  return {
    simulation: setup.simulation,
    phases: plan.map(({ kind, grouping }) => {
      const kept = setup.phases.find((phase) => phase.kind === kind);
      return {
        kind,
        grouping: kept?.grouping ?? grouping,
        minutes: kept?.minutes ?? card?.minutes[kind] ?? 10,
        kept: kept !== undefined,
      };
    }),
    ownPoints: setup.ownPoints,
    roundScore: setup.roundScore ? 'on' : 'off',
  };
}

export function setupOf(draft: SetupDraft): Setup {
  return {
    simulation: draft.simulation,
    phases: draft.phases.filter(({ kept }) => kept).map(({ kind, minutes, grouping }) => ({ kind, minutes, grouping })),
    ownPoints: draft.ownPoints,
    roundScore: draft.roundScore === 'on' ? { weight: roundScoreWeight } : null,
  };
}
