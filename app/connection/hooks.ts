'use client';
// The connection in React: every hook reads one source with useSyncExternalStore. Pages stand below a ConnectionProvider.
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { SessionView } from '../../server/protocol/session-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { StreamName } from '../../server/protocol/wire.ts';
import type { Source } from './cell.ts';
import type { AnyCommand, Connection, ConnectionState } from './connection.ts';
import type { Note, NoteKey } from './notes.ts';
import type { Outcome, Pending } from './pending.ts';
import type { Trouble } from './store-health.ts';
import type { Summaries } from './summaries.ts';

export const ConnectionContext = createContext<Connection | null>(null);

export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('a page that is live stands below <ConnectionProvider>');
  return connection;
}

export function useSource<Value>(source: Source<Value>): Value {
  return useSyncExternalStore(source.subscribe, source.get, source.get);
}

export const useConnectionState = (): ConnectionState => useSource(useConnection().state);

export const useTrouble = (): Trouble => useSource(useConnection().trouble);

/** The view of this handshake's session, null until it came. */
export function useSessionView(): SessionView | null {
  const connection = useConnection();
  return useSource(useMemo(() => connection.view('session'), [connection])) as SessionView | null;
}

/** The view of a table, followed from the first call on; null until it came. */
export function useTableView(tableId: string): TableView | null {
  const connection = useConnection();
  return useSource(useMemo(() => connection.view({ table: tableId }), [connection, tableId])) as TableView | null;
}

export function useSummary<Kind extends keyof Summaries>(kind: Kind): Summaries[Kind] {
  return useSource(useConnection().summaries)[kind];
}

/** `send(command)` for one stream; resolves with the answer, never rejects. */
export function useCommand(stream: StreamName): (command: AnyCommand) => Promise<Outcome> {
  const connection = useConnection();
  const table = stream === 'session' ? null : stream.table;
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return useCallback(
    (command) => connection.send(table === null ? 'session' : { table }, command, () => here.current),
    [connection, table],
  );
}

export const usePending = (): Pending[] => useSource(useConnection().pending);

/** One private note and how to write it. */
export function useNote(tableId: string, key: NoteKey): Note & { write: (text: string) => void } {
  const connection = useConnection();
  const note = useSource(useMemo(() => connection.note(tableId, key), [connection, tableId, key]));
  const write = useCallback((text: string) => connection.writeNote(tableId, key, text), [connection, tableId, key]);
  return { ...note, write };
}

/**
 * The store's time, ms, drawn anew at least every `everyMs`. Read when it is drawn: a deadline that arrives between two ticks
 * would otherwise stand beside a time from before it, and a phase of seven minutes would show 7:01.
 */
export function useNow(everyMs = 1000): number {
  const connection = useConnection();
  const offset = useSource(connection.offset);
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return Date.now() + offset;
}
