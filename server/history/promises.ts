// The names of what is promised, in the order in which a broken one is reported.

export const promises = {
  acknowledged: 'every acknowledged command is in the journal, once',
  twice: 'no command is in the journal twice, acknowledged or not',
  refused: 'a refused command is not in the journal',
  oneAnswer: 'one command has one answer, however often it is sent',
  exactHead: 'of two appends on one head, one is refused',
  possible: 'a journal holds only what could happen',
  onePosition: 'all journals together stand in one order, and it is theirs',
  oneHistory: 'everybody sees one history, in one order',
  dense: 'versions are dense for every viewer',
  oneAgreement: 'at most one agreement a table, and all see the same',
  folding: 'folding what was sent gives what may be seen, for every viewer',
  notes: 'an acknowledged note is kept',
  head: 'all viewers are at the head in time after the last fault',
  delivered: 'what a session decides reaches its tables once, in order',
  secrets: 'no secret in any frame',
  faults: 'no fault but a store that is away',
  exercised: 'everything was tried that a run of this length tries',
} as const;
export type Promised = keyof typeof promises;

/** Says that a promise is broken, and at which command of the run. */
export type Breaks = (promise: string, what: string, step?: number) => void;
