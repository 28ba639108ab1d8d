'use client';
// The address under which others reach the server of this page. On the server's own machine that is not the one in the
// address bar: `localhost` would lead every phone to itself, so the server is asked for its address in the room.
import { useEffect, useState } from 'react';
import { getJson } from '../connection/ask-http.ts';
import { onlyHere } from './join-address.ts';

/** Null until it is known. */
export function useOrigin(): string | null {
  const [origin, setOrigin] = useState<string | null>(null);
  useEffect(() => {
    if (!onlyHere(location.origin)) return setOrigin(location.origin);
    let shown = true;
    void getJson<{ addresses: string[] }>('/api/room').then((outcome) => {
      if (shown) setOrigin((outcome.ok && outcome.answer.addresses[0]) || location.origin);
    });
    return () => {
      shown = false;
    };
  }, []);
  return origin;
}
