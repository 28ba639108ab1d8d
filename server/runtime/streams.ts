// Names of journals.
import type { StreamId } from '../journal/port.ts';

export const sessionStream = (sessionId: string): StreamId => `session:${sessionId}`;
export const tableStream = (tableId: string): StreamId => `table:${tableId}`;

/** The kind and id behind a stream name. */
export function parseStream(stream: StreamId): { kind: 'session' | 'table'; id: string } | null {
  const colon = stream.indexOf(':');
  const kind = stream.slice(0, colon);
  return kind === 'session' || kind === 'table' ? { kind, id: stream.slice(colon + 1) } : null;
}
