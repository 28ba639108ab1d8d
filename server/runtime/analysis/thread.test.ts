// The analysis thread: the same answers as computed here, while the serving thread goes on; what happens when it dies or hangs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import type { Simulation } from '../../../simulations/schema.ts';
import type { Asked } from '../../table/figures.ts';
import { pointsBounds } from '../../table/points-bounds.ts';
import { type Analyst, analystHere } from './analyst.ts';
import { heavySimulation, packageOf } from './heavy-case.fixture.ts';
import { startAnalysisThread } from './thread.ts';

const faults: string[] = [];
const started: Analyst[] = [];
const onFault = (fault: unknown) => void faults.push(String(fault));
function thread(options: { mostMs?: number; program?: URL } = {}): Analyst {
  const analyst = startAnalysisThread(options);
  analyst.tellFaults(onFault);
  started.push(analyst);
  return analyst;
}
afterEach(async () => {
  faults.length = 0;
  await Promise.all(started.splice(0).map((analyst) => analyst.close()));
});

const agreed = (simulation: Simulation, place: number): Asked => ({
  outcome: {
    ...{ agreed: true, package: packageOf(simulation, place), at: 0 },
    signedBy: simulation.roles.map(({ id }) => id),
  },
  weight: 0.5,
});

/** How often a timer of 5 ms fired while something was waited for. */
async function withTicks<Result>(work: () => Promise<Result>): Promise<{ ticks: number; result: Result }> {
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 5);
  const result = await work();
  clearInterval(ticking);
  return { ticks, result };
}

test('a case of 400,000 packages and seven roles is opened and scored while the serving thread goes on', async () => {
  const heavy = heavySimulation('heavy', 7, [10, 10, 10, 10, 10, 4]);
  const asked = Array.from({ length: 12 }, (_, k) => agreed(heavy, (k + 1) / 25));
  const text = JSON.stringify(heavy);
  const opened = (analyst: Analyst) => analyst.open('heavy', text);
  const scores = async (analyst: Analyst) => {
    const file = await opened(analyst);
    return Promise.all(asked.map((each) => analyst.score(file, each)));
  };
  // What is computed here keeps every timer waiting until it is done: that is what the thread is for.
  const here = await withTicks(() => scores(analystHere));
  expect(here.ticks).toBe(0);
  const analyst = thread();
  await analyst.open('first', JSON.stringify(heavySimulation('first', 2, [2, 2])));
  const there = await withTicks(() => scores(analyst));
  expect(there.ticks).toBeGreaterThan(5);
  expect(there.result).toEqual(here.result);
  expect(faults).toEqual([]);
});

test('what comes back is the case as it would be opened here, its long rows shared and its bounds known', async () => {
  const simulation = heavySimulation('long', 2, [12, 12, 12, 12, 12]);
  const text = JSON.stringify(simulation);
  const there = await thread().open('long', text);
  const here = await analystHere.open('long', text);
  expect(there).toEqual(here);
  expect(there.analysis.tally.table?.atLeast.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(pointsBounds(there.numbers, 'role-0')).toEqual(pointsBounds(here.numbers, 'role-0'));
});

test('what is no simulation is refused in words, and the thread answers on', async () => {
  const analyst = thread();
  await expect(analyst.open('bad', '{"id": 7}')).rejects.toThrow('expected string');
  const file = await analyst.open('good', JSON.stringify(heavySimulation('good', 2, [3, 3])));
  expect(await analyst.score(file, agreed(file.simulation, 0.4))).toMatchObject({ agreed: true });
  expect(faults).toEqual([]);
});

test('when the thread dies, what was asked is asked of a new one, which hears of the case anew', async () => {
  const posting = vi.spyOn(Worker.prototype, 'postMessage');
  const analyst = thread();
  const heavy = heavySimulation('heavy', 7, [12, 12, 12, 12, 12]);
  const file = await analyst.open('heavy', JSON.stringify(heavy));
  const asked = agreed(heavy, 0.4);
  const waiting = analyst.score(file, asked);
  await (posting.mock.contexts[0] as Worker).terminate();
  expect(await waiting).toEqual(await analystHere.score(file, asked));
  expect(new Set(posting.mock.contexts).size).toBe(2);
  expect(faults).toEqual([expect.stringContaining('the analysis thread ended')]);
});

test('a thread that hangs is replaced once; then whoever asked hears that it cannot be asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-thread-'));
  const file = join(folder, 'hangs.mjs');
  writeFileSync(
    file,
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { for (;;); });",
  );
  const analyst = thread({ program: pathToFileURL(file), mostMs: 100 });
  const asking = analyst.open('any', '{}');
  await expect(asking).rejects.toMatchObject({ name: 'AnalysisUnavailable' });
  expect(faults).toEqual(Array(2).fill(expect.stringContaining('did not answer within 100 ms')));
  rmSync(folder, { recursive: true });
});

test('a closed thread answers nobody any more, neither who waited nor who comes later', async () => {
  const analyst = thread();
  const waiting = analyst.open('any', JSON.stringify(heavySimulation('any', 2, [2, 2])));
  const refused = expect(waiting).rejects.toThrow('closed');
  await analyst.close();
  await refused;
  await expect(analyst.open('any', '{}')).rejects.toThrow('closed');
  expect(faults).toEqual([]);
});
