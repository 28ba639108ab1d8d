// The Lua library: its text, its name within Redis, and how it gets there.
// Knows no connection.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** One library to Redis, in this order: later parts use what earlier ones define. */
const parts = ['opening', 'append', 'reading', 'beside', 'removal', 'rights', 'registration'];
const template = parts
  .map((part) => readFileSync(new URL(`./library/${part}.lua`, import.meta.url), 'utf8'))
  .join('\n');

/** Named for its text: nodes of two versions can share one Redis while one takes over from the other. */
const name = `parley_${createHash('sha256').update(template).digest('hex').slice(0, 12)}`;

/** What `FUNCTION LOAD` takes. */
export const librarySource = template.replaceAll('LIBRARY', name);

export type LibraryFunction =
  | 'append'
  | 'now'
  | 'rights'
  | 'read'
  | 'heads'
  | 'read_all'
  | 'find_ack'
  | 'lookup'
  | 'read_texts'
  | 'read_documents'
  | 'due_until'
  | 'pending_outbox'
  | 'last_beat'
  | 'put_document'
  | 'outbox_delivered'
  | 'beat'
  | 'whisper'
  | 'erase_author'
  | 'delete_streams'
  | 'scrub_due'
  | 'scrubbed';

export const functionName = (of: LibraryFunction): string => `${name}_${of}`;
