// What the command line says when it cannot do what was asked: a sentence, faults with paths and mends, never a stack.
// Knows words; prints nothing itself.
import type { Fault } from '../fault.ts';

/** Something the caller can mend. `faults` stand under the sentence, one a line. */
export class Complaint extends Error {
  readonly faults: readonly Fault[];

  constructor(sentence: string, faults: readonly Fault[] = []) {
    super(sentence);
    this.faults = faults;
  }
}

/** One fault as a line: path, what is wrong, what to do. */
export function faultLine({ path, message, mend }: Fault): string {
  return `  ${path === '' ? '(file)' : path}: ${message} → ${mend}`;
}
