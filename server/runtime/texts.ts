// Joins texts into views and view events: the one place where a reference becomes words, or null where they were erased.
import type { Store } from '../journal/port.ts';
import type { Words } from '../protocol/words.ts';

/** A reference names what it is of (`name:…`, `message:…`): a package of a case with an issue called "ref" is none. */
const isWords = (value: object): value is Words =>
  typeof (value as Words).ref === 'string' &&
  (value as Words).ref.includes(':') &&
  Object.keys(value).every((key) => key === 'ref' || key === 'text');

function collectRefs(value: unknown, refs: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value) && isWords(value)) refs.add(value.ref);
  else for (const part of Object.values(value)) collectRefs(part, refs);
}

function withTexts(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((part) => withTexts(part, texts));
  if (isWords(value)) return { ref: value.ref, text: texts.get(value.ref) ?? null };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withTexts(part, texts)]));
}

/** The same value with every reference joined to its text. A value without references comes back as it is. */
export async function joinTexts<Value>(store: Pick<Store, 'readTexts'>, value: Value): Promise<Value> {
  const refs = new Set<string>();
  collectRefs(value, refs);
  if (refs.size === 0) return value;
  return withTexts(value, await store.readTexts([...refs])) as Value;
}
