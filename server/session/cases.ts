// Where the session room finds cases. The runtime supplies it and keeps every case for as long as a session plays it.
// A session names its case by hash, so that an edited library never changes a session under way.
import type { CaseFile } from '../protocol/case-file.ts';

export type Cases = {
  /** The library's case of that id as it is now; null where there is none. */
  newest(id: string): CaseFile | null;
  /** The very case that a session was set up with. */
  kept(hash: string): CaseFile | null;
};

/** The case behind a hash in a fact. Throws where the runtime lost it: that is a bug, not an answer. */
export function keptCase(cases: Cases, hash: string): CaseFile {
  const found = cases.kept(hash);
  if (found === null) throw new RangeError(`no case is kept under ${hash}`);
  return found;
}
