'use client';
// Whoever presses a link before the page has wholly arrived ends its arrival: what had come of it then fails, while the page that was
// asked for is on its way. So that is waited for in silence before anybody is told that something is wrong.
import { useEffect, useState } from 'react';

const patienceMs = 4_000;

/** React's word for it, and its number in what is built for use: https://react.dev/errors/412. */
const isCutOff = ({ message }: Error): boolean => message === 'Connection closed.' || message.includes('#412');

/** Whether to wait in silence still. */
export function useMayBeLeaving(error: Error): boolean {
  const [leaving, setLeaving] = useState(isCutOff(error));
  useEffect(() => {
    const timer = setTimeout(() => setLeaving(false), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return leaving;
}
