// What the serving thread and the analysis thread say to each other. Shapes only.
import type { Score } from '../../../simulations/score.ts';
import type { Asked } from '../../table/figures.ts';
import type { Opened } from './analyst.ts';

/** `text` is null where the thread has opened this case before. */
export type Call =
  | { kind: 'open'; hash: string; text: string }
  | { kind: 'score'; hash: string; text: string | null; asked: Asked };

export type Value = { opened: Opened } | { score: Score | null };
export type Reply = { ok: true; value: Value } | { ok: false; error: string };
