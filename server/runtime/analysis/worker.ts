// The analysis thread: opens cases and scores outcomes, one call after the other, and keeps what it opened.
// Knows no session, no store and no clock; whatever takes longer than a moment happens here, not where people are served.
import { flushCompileCache } from 'node:module';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { Analysis, Solution, Solutions } from '../../../simulations/solutions.ts';
import { scoreHere } from '../../table/figures.ts';
import { type Opened, openText } from './analyst.ts';
import type { Call, Reply, Value } from './calls.ts';
import { withSharedRows } from './shared.ts';

/** Points of one solution that go along; how many tie, and their mean, is said beside them. */
const mostTies = 100;

function serve(port: MessagePort): void {
  const opened = new Map<string, Opened>();
  port.on('message', (call: Call) => {
    let reply: Reply;
    try {
      reply = { ok: true, value: perform(opened, call) };
    } catch (error) {
      reply = { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage(reply);
  });
}

function perform(opened: Map<string, Opened>, call: Call): Value {
  const found = opened.get(call.hash) ?? ready(openText(call.text ?? ''));
  opened.set(call.hash, found);
  return call.kind === 'open' ? { opened: found } : { score: scoreHere(found, call.asked) };
}

function ready(found: Opened): Opened {
  const { solutions } = found.analysis;
  const analysis: Analysis = { ...found.analysis, solutions: solutions && withFewTies(solutions) };
  return { ...found, analysis: withSharedRows(analysis) };
}

function withFewTies(solutions: Solutions): Solutions {
  const few = <Found extends Solution | null>(solution: Found): Found =>
    solution && {
      ...solution,
      points: solution.points.slice(0, mostTies),
      choices: solution.choices.slice(0, mostTies),
    };
  return {
    ...solutions,
    maxJoint: few(solutions.maxJoint),
    nash: few(solutions.nash),
    kalaiSmorodinsky: few(solutions.kalaiSmorodinsky),
    egalitarian: few(solutions.egalitarian),
    utilitarian: few(solutions.utilitarian),
  };
}

if (parentPort) {
  serve(parentPort);
  // Now, not at the end: a node that is killed shall start fast again.
  flushCompileCache();
}
