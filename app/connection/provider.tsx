'use client';
// Opens one connection for a page and closes it with the page.
import { type ReactNode, useEffect, useState } from 'react';
import type { Handshake } from '../../server/protocol/wire.ts';
import { createConnection } from './connection.ts';
import { ConnectionContext } from './hooks.ts';

/** The handshake is read once: another session or person is another page (give it a `key`). */
export function ConnectionProvider({ handshake, children }: { handshake: Handshake; children: ReactNode }) {
  const [connection] = useState(() => createConnection(handshake));
  useEffect(() => connection.open(), [connection]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}
