// Finds an opened step in what the facilitator opened so far, with its own shape. Pure.
import type { OpenedStep, ScreenStep } from '../../server/protocol/debrief-view.ts';

type Step = OpenedStep['step'];

/** The opened step, or null where it is still closed or was skipped. */
export function openedStep<Name extends Step>(
  steps: readonly OpenedStep[],
  name: Name,
): Extract<OpenedStep, { step: Name }> | null {
  const found = steps.find((opened) => opened.step === name);
  return (found as Extract<OpenedStep, { step: Name }> | undefined) ?? null;
}

/** What the room looks at now: the step opened last. */
export const latestStep = <Opened extends OpenedStep | ScreenStep>(steps: readonly Opened[]): Opened | null =>
  steps.at(-1) ?? null;

/** In which chapter of the story a step is told: own share stands beside what was made together. */
export const chapterOf = (step: Step): string => (step === 'share' ? 'together' : step);
