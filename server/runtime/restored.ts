// The mark of a store that came back from a backup. Views are counted anew then: a page that was open before may remember
// more than the backup holds, and the same version would be another one.
import type { Store } from '../journal/port.ts';
import { houseAuthor } from './entries.ts';

const document = { stream: 'house:store', author: houseAuthor, key: 'restored' };

/** `mark` differs from every earlier one; `at` (ms) is later than that of every earlier one. */
export async function noteRestored(store: Pick<Store, 'putDocument'>, mark: string, at: number): Promise<void> {
  await store.putDocument({ ...document, text: mark, revision: at });
}

/** '' where the store was never restored. */
export async function restoredMark(store: Pick<Store, 'readDocuments'>): Promise<string> {
  const [kept] = await store.readDocuments(document.stream, document.author);
  return kept?.text ?? '';
}
