// The figures of one ending, from the science: asked once for each, since every viewer of a table asks for the same.
// Knows a case and an outcome; nothing of people, seats or views.
import { type Score, scoreAgreement } from '../../simulations/score.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Outcome } from './state.ts';

/** Kept for as long as the case and the outcome are; a cache, never an answer of its own. */
const kept = new WeakMap<CaseFile, WeakMap<Outcome, Map<number | null, Score | null>>>();

/** The score of an outcome; `weight` is that of value created in the round score. Null where the case cannot score it. */
export function scoreOf(caseFile: CaseFile, outcome: Outcome, weight: number | null): Score | null {
  const ofCase = kept.get(caseFile) ?? new WeakMap<Outcome, Map<number | null, Score | null>>();
  const scores = ofCase.get(outcome) ?? new Map<number | null, Score | null>();
  const known = scores.get(weight);
  if (known !== undefined) return known;
  const score = computed(caseFile, outcome, weight);
  kept.set(caseFile, ofCase.set(outcome, scores.set(weight, score)));
  return score;
}

function computed({ analysis }: CaseFile, outcome: Outcome, weight: number | null): Score | null {
  const settlement = outcome.agreed ? outcome.package : null;
  const wish = {
    ...(outcome.agreed ? { signed: outcome.signedBy } : {}),
    ...(weight === null ? {} : { valueWeight: weight }),
  };
  const scored = scoreAgreement(analysis, settlement, wish);
  return scored.ok ? scored.score : null;
}
