// How long a history is and what is to be met in it. Shapes only.
import type { Pace } from './house.ts';

export type Plan = {
  commands: number;
  /** Bursts of harm, and how much in each: so many, or until every kind that there is was done. */
  bursts: number;
  harmsEach: number | 'every';
  calmMs: number;
  restMs: number;
  /** Without any new command for so long, none will come. */
  stalledMs: number;
  pace: Pace;
  /** Long enough that everything has to be met; what is not fails the run. */
  whole: boolean;
};
