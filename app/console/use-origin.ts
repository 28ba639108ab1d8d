'use client';
// The address by which people join, for the console and the projector.
import { useEffect, useState } from 'react';
import { roomOrigin } from '../connection/room-origin.ts';

/** Null until it is known. */
export function useOrigin(): string | null {
  const [origin, setOrigin] = useState<string | null>(null);
  useEffect(() => {
    let shown = true;
    void roomOrigin().then((found) => shown && setOrigin(found));
    return () => {
      shown = false;
    };
  }, []);
  return origin;
}
