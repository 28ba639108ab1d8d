// What a worker does with one message: analyse a case, report on it, or score its outcomes. For node and browser workers.
// Pure: the worker's own file connects `answer` to its port, so that this one knows neither. Everything posted is plain.
import { analyse } from './analyse.ts';
import { type AnalysisReport, reportOf } from './report.ts';
import type { Numbers, Package } from './schema.ts';
import { type Scored, type ScoreWish, scoreAgreement } from './score.ts';
import type { Analysis } from './solutions.ts';

/** Numbers must have no faults (`shapeFaults`). `id` comes back with the answer. */
export type Task =
  | { id: number; kind: 'analyse'; numbers: Numbers }
  | { id: number; kind: 'report'; numbers: Numbers; full?: boolean }
  | { id: number; kind: 'score'; analysis: Analysis; outcomes: { settlement: Package | null; wish?: ScoreWish }[] };

export type Answer =
  | { id: number; kind: 'analyse'; analysis: Analysis }
  | { id: number; kind: 'report'; report: AnalysisReport }
  | { id: number; kind: 'score'; scores: Scored[] };

/**
 * Answers one message: `parentPort.on('message', (task) => parentPort.postMessage(answer(task)))` in node,
 * `onmessage = ({ data }) => postMessage(answer(data))` in a browser.
 */
export function answer(task: Task): Answer {
  const { id } = task;
  if (task.kind === 'analyse') return { id, kind: 'analyse', analysis: analyse(task.numbers) };
  if (task.kind === 'report') {
    const analysis = analyse(task.numbers, { frontier: 'always' });
    return { id, kind: 'report', report: reportOf(analysis, { full: task.full === true }) };
  }
  return {
    id,
    kind: 'score',
    scores: task.outcomes.map(({ settlement, wish }) => scoreAgreement(task.analysis, settlement, wish)),
  };
}
