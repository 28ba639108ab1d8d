'use client';
// Changes the look at once and remembers it for a year; the root element's attributes are the truth.
import { useSyncExternalStore } from 'react';
import { lookCookies, type TextSize, type Theme } from './choices.ts';
import { rememberCookie } from './remember-cookie.ts';

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
const attribute = (name: 'theme' | 'text', otherwise: string) => document.documentElement.dataset[name] ?? otherwise;

function choose(name: 'theme' | 'text', value: string): void {
  document.documentElement.dataset[name] = value;
  rememberCookie(lookCookies[name], value);
  for (const listener of [...listeners]) listener();
}

export function useLook() {
  return {
    theme: useSyncExternalStore(
      subscribe,
      () => attribute('theme', 'system'),
      () => 'system',
    ) as Theme,
    text: useSyncExternalStore(
      subscribe,
      () => attribute('text', 'normal'),
      () => 'normal',
    ) as TextSize,
    setTheme: (theme: Theme) => choose('theme', theme),
    setText: (text: TextSize) => choose('text', text),
  };
}
