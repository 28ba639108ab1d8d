// What both layouts of the bargaining table are given.

import type { TableView } from '../../../server/protocol/table-view.ts';
import type { Package } from '../../../simulations/schema.ts';
import type { Draft } from '../use-draft.ts';

/** The three parts of a table, in the order in which they stand. */
export const parts = ['brief', 'talk', 'sheet'] as const;
export type Part = (typeof parts)[number];

export type LayoutProps = {
  view: TableView;
  draft: Draft;
  /** Which part a phone shows. */
  part: Part;
  onPart: (part: Part) => void;
  /** Puts a package on the sheet and shows it. */
  onTake: (choices: Package) => void;
};
