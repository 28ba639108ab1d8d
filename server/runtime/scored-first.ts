// Pure work that asks for scores runs here without waiting for any: the analyst is asked first, then the work runs again.
// Knows no rule of the table; where the analyst cannot be asked, the work computes for itself.
import type { CaseFile } from '../protocol/case-file.ts';
import { type Asked, rememberScore, scoreOf, withKnownScores } from '../table/figures.ts';
import type { TableState } from '../table/state.ts';
import type { Analyst } from './analysis/analyst.ts';

export type ScoringParts = { analyst: Analyst; onFault(fault: unknown): void };

/** The result where every score it asks for is known; else a promise, after which the same work finds them known. */
export function scoredFirst<Result>(
  parts: ScoringParts,
  caseFile: CaseFile,
  work: () => Result,
): Result | Promise<undefined> {
  const tried = withKnownScores(work);
  return tried.done ? tried.result : learn(parts, caseFile, tried.unscored);
}

/** What views of this table will ask for; undefined where it is known already. */
export function scoredForViews(
  parts: ScoringParts,
  caseFile: CaseFile,
  { outcome, roundScore }: TableState,
): Promise<undefined> | undefined {
  if (outcome === null) return undefined;
  const looked = scoredFirst(parts, caseFile, () => scoreOf(caseFile, outcome, roundScore?.weight ?? null));
  return looked instanceof Promise ? looked : undefined;
}

async function learn({ analyst, onFault }: ScoringParts, caseFile: CaseFile, unscored: Asked[]): Promise<undefined> {
  for (const asked of unscored) {
    try {
      rememberScore(caseFile, asked, await analyst.score(caseFile, asked));
    } catch (fault) {
      onFault(fault);
      // Slow for everybody, and right: a command has to be answered.
      scoreOf(caseFile, asked.outcome, asked.weight);
    }
  }
}
