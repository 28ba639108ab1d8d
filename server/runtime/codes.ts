// Which session a join code opens. Knows no person and no credential.
import type { Store } from '../journal/port.ts';
import type { Entries } from './entries.ts';

const mostCodes = 1_000;

/** A code as it is kept, of one as somebody typed it. */
export const codeAsKept = (written: string): string => written.replace(/[\s-]/g, '');

/** Resolves to the id of the session under a code as somebody typed it; null where there is none. */
export function createCodes({ store, entries }: { store: Pick<Store, 'lookup'>; entries: Entries }) {
  /** Three hundred people ask for one code: once its session is in memory, that itself says whether the code is still its own. */
  const asked = new Map<string, string>();
  return async function sessionUnder(written: string): Promise<string | null> {
    const code = codeAsKept(written);
    const known = asked.get(code);
    if (known !== undefined && entries.sessionAtHand(known)?.state?.code === code) return known;
    asked.delete(code);
    const found = await store.lookup('code', code);
    if (asked.size >= mostCodes) asked.clear();
    if (found !== null) asked.set(code, found);
    return found;
  };
}
