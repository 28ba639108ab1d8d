// The figures of one ending, from the science: asked once for each, since every viewer of a table asks for the same.
// Knows a case and an outcome; nothing of people, seats or views.
import { packageAt } from '../../simulations/compiled.ts';
import type { Package } from '../../simulations/schema.ts';
import { type Score, scoreAgreement } from '../../simulations/score.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Outcome, TableState } from './state.ts';

/** What is scored: an outcome, and the weight of value created in the round score. Plain. */
export type Asked = { outcome: Outcome; weight: number | null };

/** A cache, never an answer of its own; what was not asked for the longest time goes first. */
const kept = new WeakMap<CaseFile, Map<string, Score | null>>();
const mostKept = 2_000;

/** Outcomes that the work of now asked for and nobody has scored; null where scores are computed as they are asked for. */
let unscored: Asked[] | null = null;

/** The score of an outcome; `weight` is that of value created in the round score. Null where the case cannot score it. */
export function scoreOf(caseFile: CaseFile, outcome: Outcome, weight: number | null): Score | null {
  const asked = { outcome, weight };
  const known = recalled(caseFile, asked);
  if (known !== undefined) return known;
  // Without agreement nothing has to be looked for.
  if (unscored !== null && outcome.agreed) {
    unscored.push(asked);
    return null;
  }
  const score = scoreHere(caseFile, asked);
  rememberScore(caseFile, asked, score);
  return score;
}

/** The score of an outcome by the rules of its table: one figure for its report and for every view of it. */
export const scoreAtTable = ({ roundScore }: TableState, caseFile: CaseFile, outcome: Outcome): Score | null =>
  scoreOf(caseFile, outcome, roundScore?.weight ?? null);

/**
 * Runs pure work that may ask for scores, without computing any. `done: false` names those that have to be remembered first;
 * then the work can be run again.
 */
export function withKnownScores<Result>(
  work: () => Result,
): { done: true; result: Result } | { done: false; unscored: Asked[] } {
  const outer = unscored;
  const asked: Asked[] = [];
  unscored = asked;
  try {
    const result = work();
    return asked.length === 0 ? { done: true, result } : { done: false, unscored: asked };
  } finally {
    unscored = outer;
  }
}

export function rememberScore(caseFile: CaseFile, asked: Asked, score: Score | null): void {
  const scores = kept.get(caseFile) ?? new Map<string, Score | null>();
  kept.set(caseFile, scores);
  scores.set(keyOf(asked), score);
  const [oldest] = scores.keys();
  if (scores.size > mostKept && oldest !== undefined) scores.delete(oldest);
}

function recalled(caseFile: CaseFile, asked: Asked): Score | null | undefined {
  const scores = kept.get(caseFile);
  const key = keyOf(asked);
  const known = scores?.get(key);
  if (known !== undefined && scores?.delete(key)) scores.set(key, known);
  return known;
}

const keyOf = ({ outcome, weight }: Asked): string =>
  JSON.stringify(outcome.agreed ? [weight, outcome.package, outcome.signedBy] : [weight]);

/** Computed on the spot: up to seconds where a case is large. */
export function scoreHere({ analysis }: Pick<CaseFile, 'analysis'>, { outcome, weight }: Asked): Score | null {
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
