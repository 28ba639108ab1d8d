// `analyse FILE [--full] [--json] [--plot FILE.svg]`: everything that can be said of a case before anybody negotiates.
// Knows the clock and the printer; the figures come from ../report.ts.
import { performance } from 'node:perf_hooks';
import { analyse } from '../analyse.ts';
import { type AnalysisReport, reportOf, type SolutionReport } from '../report.ts';
import { aligned, figure, figures, packageWords } from './figures.ts';
import { plotOf } from './plot.ts';
import { readCase } from './read-case.ts';
import { oneFile, typedWords, type Voice } from './words.ts';
import { writeText } from './write-text.ts';

/** Frontier rows shown in a readable report; `--json` has all. */
const MOST_ROWS = 40;

/** Prints the report. */
export function analyseVerb(words: readonly string[], { print }: Voice): boolean {
  const typed = typedWords(words, { full: { type: 'boolean' }, json: { type: 'boolean' }, plot: { type: 'string' } });
  const { numbers } = readCase(oneFile(typed, 'analyse'));
  const start = performance.now();
  const analysis = analyse(numbers, { frontier: 'always' });
  const report = reportOf(analysis, { full: typed.has('full') });
  const elapsedMs = Number((performance.now() - start).toFixed(3));
  if (typed.has('json')) print(JSON.stringify({ ...report, elapsedMs }));
  else for (const line of linesOf(report, elapsedMs)) print(line);
  const plot = typed.text('plot');
  if (plot !== undefined) writeText(plot, plotOf(analysis));
  return true;
}

function linesOf(report: AnalysisReport, elapsedMs: number): string[] {
  return [
    `Roles: ${report.roles.join(', ')}`,
    ...aligned([
      ['packages', figure(report.outcomes)],
      ['worth the reservation points to all (R)', figure(report.individuallyRational)],
      ['could be signed under the rule', figure(report.feasibleUnderRule)],
      ['mean points', figures(report.mean)],
      ['least points', figures(report.min)],
      ['most points', figures(report.max)],
      ['ideal (best in R)', figures(report.ideal)],
      [
        'most joint points',
        report.maxJoint ? `${figure(report.maxJoint.value)} at ${figures(report.maxJoint.points[0] ?? null)}` : '–',
      ],
      ['best joint surplus (S*)', figure(report.maxJointSurplus)],
      ['Nash', solutionWords(report.nash)],
      ['Kalai-Smorodinsky', solutionWords(report.kalaiSmorodinsky)],
      ['egalitarian', solutionWords(report.egalitarian)],
      ['utilitarian', solutionWords(report.utilitarian)],
      ['opposition', figure(report.opposition)],
      ['conflict (loss in the middle)', figure(report.conflict)],
      ...baselineRows(report),
      ['method', report.method],
      ['took', `${figure(elapsedMs)} ms`],
    ]),
    ...report.notes.map((note) => `  note: ${note}`),
    ...frontierLines(report),
  ];
}

function solutionWords(solution: SolutionReport | null): string {
  if (solution === null) return '–';
  const ties = (solution.ties ?? 1) > 1 ? `, one of ${solution.ties} tied points` : '';
  return `${figure(solution.value)} at ${figures(solution.points[0] ?? null)}${ties}: ${packageWords(solution.package)}`;
}

function baselineRows({ randomBaseline }: AnalysisReport): [string, string][] {
  if (randomBaseline === null) return [['random baseline', '–']];
  const { anyPackage, individuallyRational } = randomBaseline;
  return [
    ['random package: created, efficiency', `${figure(anyPackage.created)}, ${figure(anyPackage.efficiency)}`],
    [
      'random package in R: the same',
      `${figure(individuallyRational.created)}, ${figure(individuallyRational.efficiency)}`,
    ],
  ];
}

function frontierLines({ frontier }: AnalysisReport): string[] {
  if (frontier === null) return ['Frontier: –'];
  const rows = frontier.points
    .slice(0, MOST_ROWS)
    .map(({ points, packages, package: settlement }): [string, string] => [
      figures(points),
      `${packages === null ? '' : `${packages} × `}${packageWords(settlement)}`,
    ]);
  const rest = frontier.count > MOST_ROWS ? [`  … and ${frontier.count - MOST_ROWS} more (--json has all)`] : [];
  return [`Frontier: ${frontier.count} points`, ...aligned(rows), ...rest];
}
