'use client';
// The cases that can be played, asked for once; and again when somebody asks again.
import { useCallback, useEffect, useState } from 'react';
import type { SimulationCard } from '../../server/protocol/session-view.ts';
import { getJson } from '../connection/ask-http.ts';

export type Library = { state: 'loading' } | { state: 'failed' } | { state: 'here'; cases: SimulationCard[] };

export function useLibrary(): Library & { again: () => void } {
  const [library, setLibrary] = useState<Library>({ state: 'loading' });
  const load = useCallback(async () => {
    setLibrary({ state: 'loading' });
    const outcome = await getJson<SimulationCard[]>('/api/library');
    setLibrary(outcome.ok ? { state: 'here', cases: outcome.answer } : { state: 'failed' });
  }, []);
  useEffect(() => void load(), [load]);
  return { ...library, again: () => void load() };
}
