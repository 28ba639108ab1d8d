// The published case of 10^10 packages, where somebody has it beside the project.
// Knows one folder; says nothing where it is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neutralSchema, numbersOfNeutral } from '../../simulations/conformance/neutral.ts';
import { analysisRow, type Row } from './measures.ts';

/** One row, or none. */
export function publishedRectangles(folder: string): Row[] {
  const file = join(folder, 'cases', 'nonlinear_S1NIKFRT1.json');
  if (!existsSync(file)) return [];
  const numbers = numbersOfNeutral(neutralSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  return [analysisRow('published nonlinear_S1NIKFRT1', numbers, 1000)];
}
