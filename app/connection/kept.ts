// Texts that must survive a reload, in the browser's own storage. Every call may fail (private windows, full storage);
// then the text lives in memory only, as it would without this file.

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to do: the person keeps working, only a reload would lose this text.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

/** What was kept under a key, or null; an unreadable entry counts as none. */
export function recall<Kept>(key: string): Kept | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as Kept);
  } catch {
    return null;
  }
}

export function keysUnder(prefix: string): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
      .filter((key) => key.startsWith(prefix))
      .sort();
  } catch {
    return [];
  }
}

/** The names under which texts of one owner are kept: `parley:<what>:<owner>:…`. */
const ownedKinds = ['unsent', 'last', 'note', 'draft', 'message', 'word'];

/** Removes whatever this browser still holds of a person's words. */
export function forgetAllOf(owner: string): void {
  for (const kind of ownedKinds) for (const key of keysUnder(`parley:${kind}:${owner}:`)) forget(key);
}
