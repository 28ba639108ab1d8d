// What the runtime asks of the science: open a case, score an outcome. A port, and the plain answer to it on this very thread.
// Knows cases and outcomes; nothing of tables, sessions or the store.
import { analyse } from '../../../simulations/analyse.ts';
import { numbersOf, simulationSchema } from '../../../simulations/schema.ts';
import type { Score } from '../../../simulations/score.ts';
import type { CaseFile } from '../../protocol/case-file.ts';
import { type Asked, scoreHere } from '../../table/figures.ts';
import { type Bounds, pointsBounds, rememberBounds } from '../../table/points-bounds.ts';

/** Rejects where the science cannot be asked, or where a case cannot be read; never with half an answer. */
export type Analyst = {
  /** Reads a simulation from JSON text and analyses it, under the hash that facts name it by. */
  open(hash: string, text: string): Promise<CaseFile>;
  /** Null where the case cannot score this outcome. */
  score(caseFile: CaseFile, asked: Asked): Promise<Score | null>;
  close(): Promise<void>;
};

/** A case with everything about it that is slow to find out, plain enough to be posted. */
export type Opened = Pick<CaseFile, 'simulation' | 'analysis'> & { bounds: [role: string, bounds: Bounds][] };

/** Throws where the text is no simulation. */
export function openText(text: string): Opened {
  const simulation = simulationSchema.parse(JSON.parse(text));
  const numbers = numbersOf(simulation);
  const bounds = numbers.roles.map(({ id }): [string, Bounds] => [id, pointsBounds(numbers, id)]);
  return { simulation, analysis: analyse(numbers), bounds };
}

export function caseFileOf(hash: string, { simulation, analysis, bounds }: Opened): CaseFile {
  const { numbers } = analysis;
  for (const [role, found] of bounds) rememberBounds(numbers, role, found);
  return { hash, simulation, numbers, analysis };
}

/** Answers on the calling thread, which waits: for tests and small programs that serve nobody meanwhile. */
export const analystHere: Analyst = {
  open: async (hash, text) => caseFileOf(hash, openText(text)),
  score: async (caseFile, asked) => scoreHere(caseFile, asked),
  close: async () => undefined,
};
