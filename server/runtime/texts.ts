// Joins texts into views and view events: the one place where a reference becomes words, or null where they were erased.
import type { Store } from '../journal/port.ts';
import type { Words } from '../protocol/words.ts';

/** A reference names what it is of (`name:…`, `message:…`): a package of a case with an issue called "ref" is none. */
const isWords = (value: object): value is Words =>
  typeof (value as Words).ref === 'string' &&
  (value as Words).ref.includes(':') &&
  Object.keys(value).every((key) => key === 'ref' || key === 'text');

/** Asked of every event for every viewer, and of most in vain: nothing is made before a reference is met. */
function refsIn(value: unknown, found: Set<string> | null): Set<string> | null {
  if (value === null || typeof value !== 'object') return found;
  if (Array.isArray(value)) return value.reduce((refs: Set<string> | null, part) => refsIn(part, refs), found);
  if (isWords(value)) return (found ?? new Set<string>()).add(value.ref);
  let refs = found;
  for (const key in value) refs = refsIn((value as Record<string, unknown>)[key], refs);
  return refs;
}

/** Copies only what has references below it: most of a view is the same for everybody, and large. */
function withTexts<Value>(value: Value, texts: ReadonlyMap<string, string>): Value;
function withTexts(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return listWithTexts(value, texts);
  if (isWords(value)) return { ref: value.ref, text: texts.get(value.ref) ?? null };
  let copy: Record<string, unknown> | null = null;
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key];
    const joined = withTexts(part, texts);
    if (joined === part) continue;
    copy ??= { ...value };
    copy[key] = joined;
  }
  return copy ?? value;
}

function listWithTexts(list: readonly unknown[], texts: ReadonlyMap<string, string>): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let index = 0; index < list.length; index += 1) {
    const joined = withTexts(list[index], texts);
    if (joined === list[index]) continue;
    copy ??= [...list];
    copy[index] = joined;
  }
  return copy ?? list;
}

/** The same value with every reference joined to its text; a promise where there are any. Most moves have none. */
export function joinTexts<Value>(store: Pick<Store, 'readTexts'>, value: Value): Value | Promise<Value> {
  const refs = refsIn(value, null);
  if (refs === null) return value;
  return store.readTexts([...refs]).then((texts) => withTexts(value, texts));
}
