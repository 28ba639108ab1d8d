// A case as the pure rooms carry it: its texts, its numbers and what analysis found, opened once per node.
// Shape only; server-side, never sent: views take single fields out of it.
import type { Numbers, Simulation } from '../../simulations/schema.ts';
import type { Analysis } from '../../simulations/solutions.ts';

export type CaseFile = {
  /** Of the simulation as hosted; a session keeps its case through edits of the library. */
  hash: string;
  simulation: Simulation;
  numbers: Numbers;
  analysis: Analysis;
};
