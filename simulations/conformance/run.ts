// Runs every published case of a folder through our analysis and collects what differs.
// Knows folders; the comparing is done in ./compare.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { analyse } from '../analyse.ts';
import { reportOf } from '../report.ts';
import { shapeFaults } from '../shape.ts';
import { compare, type Expected, expectedSchema, type Line } from './compare.ts';
import { humanDealsSchema, reproduceDeals } from './human-deals.ts';
import { neutralSchema, numbersOfNeutral } from './neutral.ts';

/** `trouble`: why a case could not be compared at all. */
export type CaseResult = { id: string; lines: Line[]; method: string; elapsedMs: number; trouble: string | null };
export type Conformance = { cases: CaseResult[]; humanDeals: ReturnType<typeof reproduceDeals> | null };

/** Whether a folder holds published cases. */
export function holdsCases(folder: string): boolean {
  return existsSync(join(folder, 'cases'));
}

/** Every case in `cases/` beside `expected.json`, and the human deals where they are there. */
export function runConformance(folder: string): Conformance {
  const expectations = z.record(z.string(), expectedSchema).parse(parsedFile(join(folder, 'expected.json')));
  const names = readdirSync(join(folder, 'cases'))
    .filter((name) => name.endsWith('.json'))
    .sort();
  const cases = names.map((name) => runCase(join(folder, 'cases', name), expectations));
  const deals = readdirSync(folder).find((name) => /^human_deals.*\.json$/u.test(name));
  return { cases, humanDeals: deals ? reproduceDeals(humanDealsSchema.parse(parsedFile(join(folder, deals)))) : null };
}

function runCase(file: string, expectations: Record<string, Expected>): CaseResult {
  const start = performance.now();
  const trouble = (id: string, reason: string) => ({
    id,
    lines: [],
    method: '',
    elapsedMs: performance.now() - start,
    trouble: reason,
  });
  const read = neutralSchema.safeParse(parsedFile(file));
  if (!read.success)
    return trouble(file, read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { id } = read.data;
  const expected = expectations[id];
  if (!expected) return trouble(id, 'nothing is expected of this case');
  try {
    const numbers = numbersOfNeutral(read.data);
    const [fault] = shapeFaults(numbers);
    if (fault) return trouble(id, `${fault.path}: ${fault.message}`);
    const report = reportOf(analyse(numbers, { frontier: 'always' }), {
      full: Number(numbers.interactions.length) === 0,
    });
    return {
      id,
      lines: compare(report, expected),
      method: report.method,
      elapsedMs: performance.now() - start,
      trouble: null,
    };
  } catch (error) {
    return trouble(id, error instanceof Error ? error.message : String(error));
  }
}

function parsedFile(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
