'use client';
// Whether there is room for columns side by side. For layouts that differ in more than style.
import { useSyncExternalStore } from 'react';

const query = '(min-width: 64rem)';
const subscribe = (listener: () => void) => {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

export const useWide = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
