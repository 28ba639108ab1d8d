// `score FILE (--package JSON [--signed a,b,c] | --no-agreement) [--json] [--value-weight W] [--plot FILE.svg]`.
// Knows words and the printer; the figures come from ../score.ts.
import { analyse } from '../analyse.ts';
import type { Package } from '../schema.ts';
import { type Score, type ScoreWish, scoreAgreement } from '../score.ts';
import { Complaint } from './complaint.ts';
import { aligned, figure, figures, packageWords } from './figures.ts';
import { plotOf } from './plot.ts';
import { readCase } from './read-case.ts';
import { oneFile, type Typed, typedWords, type Voice } from './words.ts';
import { writeText } from './write-text.ts';

/** Prints the score of one outcome. */
export function scoreVerb(words: readonly string[], { print }: Voice): boolean {
  const typed = typedWords(words, {
    package: { type: 'string' },
    signed: { type: 'string' },
    'no-agreement': { type: 'boolean' },
    'value-weight': { type: 'string' },
    json: { type: 'boolean' },
    plot: { type: 'string' },
  });
  const file = oneFile(typed, 'score');
  const settlement = settlementOf(typed);
  const { numbers } = readCase(file);
  const analysis = analyse(numbers, typed.text('plot') === undefined ? {} : { frontier: 'always' });
  const scored = scoreAgreement(analysis, settlement, wishOf(typed));
  if (!scored.ok) throw new Complaint('This is no agreement on this case:', scored.faults);
  if (typed.has('json')) print(JSON.stringify(scored.score));
  else for (const line of linesOf(scored.score)) print(line);
  const plot = typed.text('plot');
  if (plot !== undefined) writeText(plot, plotOf(analysis, scored.score.points));
  return true;
}

function settlementOf(typed: Typed): Package | null {
  const text = typed.text('package');
  if ((text === undefined) !== typed.has('no-agreement'))
    throw new Complaint('score takes either --package JSON or --no-agreement');
  if (text === undefined) return null;
  const shape = 'a JSON object, one choice for each issue, such as {"price": "low", "weeks": 3}';
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Complaint(`--package must be ${shape}`);
  }
  if (!isPackage(parsed)) throw new Complaint(`--package must be ${shape}`);
  return parsed;
}

function isPackage(value: unknown): value is Package {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((choice) => typeof choice === 'string' || typeof choice === 'number');
}

function wishOf(typed: Typed): ScoreWish {
  const signed = typed.text('signed');
  if (signed !== undefined && typed.has('no-agreement'))
    throw new Complaint('--signed goes with --package, not with --no-agreement');
  const weight = typed.text('value-weight');
  if (weight !== undefined && !(Number(weight) >= 0 && Number(weight) <= 1 && weight.trim() !== ''))
    throw new Complaint('--value-weight is a number from 0 to 1');
  return {
    ...(signed === undefined ? {} : { signed: signed.split(',').flatMap((id) => id.trim() || []) }),
    ...(weight === undefined ? {} : { valueWeight: Number(weight) }),
  };
}

function linesOf(score: Score): string[] {
  const unit = score.unit === 'points' ? '' : ' (sum of gain ratios)';
  return [
    score.agreed ? `Agreement, signed by ${score.signed.join(', ')}` : 'No agreement',
    ...aligned([
      ['points', figures(score.points)],
      [`joint surplus${unit}`, figure(score.jointSurplus)],
      ['value created (S/S*)', figure(score.created)],
      ['left on the table', figure(score.leftOnTable)],
      ['efficiency', figure(score.efficiency)],
      ['better for all', packageWords(score.better)],
      ['packages that dominate it', figure(score.dominatedBy)],
      ['Tripp-Sondak', figure(score.trippSondak)],
      ['round score', figures(score.roundScore)],
    ]),
    ...score.claimed.map(
      ({ role, surplusPoints, share, gainRatio, shareAtNash, shareAtKalaiSmorodinsky, belowReservation }) =>
        `  ${role}: surplus ${figure(surplusPoints)}, share ${figure(share)} (Nash ${figure(shareAtNash)}, KS ${figure(shareAtKalaiSmorodinsky)}), gain ratio ${figure(gainRatio)}${belowReservation ? ', BELOW its reservation value' : ''}`,
    ),
    ...(score.signers
      ? [
          `  signers alone: surplus ${figure(score.signers.jointSurplus)}, left on the table ${figure(score.signers.leftOnTable)}, efficiency ${figure(score.signers.efficiency)}`,
        ]
      : []),
    ...Object.entries(score.reasons).map(([name, reason]) => `  no ${name}: ${reason}`),
  ];
}
