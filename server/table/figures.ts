// The figures of one ending, from the science: asked once for each, since every viewer of a table asks for the same.
// Knows a case and an outcome; nothing of people, seats or views.
import { packageAt } from '../../simulations/compiled.ts';
import type { Package } from '../../simulations/schema.ts';
import { type Score, scoreAgreement } from '../../simulations/score.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Outcome } from './state.ts';

/** A cache, never an answer of its own; emptied when a long life has filled it. */
const kept = new WeakMap<CaseFile, Map<string, Score | null>>();
const mostKept = 1000;

/** The score of an outcome; `weight` is that of value created in the round score. Null where the case cannot score it. */
export function scoreOf(caseFile: CaseFile, outcome: Outcome, weight: number | null): Score | null {
  const scores = kept.get(caseFile) ?? new Map<string, Score | null>();
  kept.set(caseFile, scores);
  const key = JSON.stringify(outcome.agreed ? [weight, outcome.package, outcome.signedBy] : [weight]);
  const known = scores.get(key);
  if (known !== undefined) return known;
  if (scores.size >= mostKept) scores.clear();
  const score = computed(caseFile, outcome, weight);
  scores.set(key, score);
  return score;
}

function computed({ analysis }: CaseFile, outcome: Outcome, weight: number | null): Score | null {
  const settlement = outcome.agreed ? outcome.package : null;
  const signed = outcome.agreed ? { signed: outcome.signedBy } : {};
  const scored = scoreAgreement(analysis, settlement, {
    ...signed,
    ...(weight === null ? {} : { valueWeight: weight }),
  });
  return scored.ok ? scored.score : null;
}

/** A package that shares well within the room (Kalai-Smorodinsky); null where no package suits everybody. */
export function balancedPackage({ numbers, analysis }: CaseFile): Package | null {
  const choices = analysis.solutions?.kalaiSmorodinsky?.choices[0];
  return choices ? packageAt(numbers, choices) : null;
}

/** The best joint surplus S*, in the unit of joint measures; null where there is none to speak of. */
export function bestSurplus({ analysis }: CaseFile): number | null {
  const best = analysis.solutions?.bestSurplus ?? null;
  return best !== null && best > analysis.compiled.tolerance ? best : null;
}
