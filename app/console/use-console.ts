'use client';
// Everything the console reads, put together once: the session's view, the live rows, names and the store's time.
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ConsoleView, RoundView } from '../../server/protocol/session-view.ts';
import type { MonitorRow } from '../../server/protocol/summaries.ts';
import { useNow, useSummary } from '../connection/hooks.ts';
import { roundUnderWay } from './next-step.ts';

export type Desk = {
  view: ConsoleView;
  round: RoundView | null;
  monitor: Record<string, MonitorRow>;
  /** Null until presence is known. */
  connected: ReadonlySet<string> | null;
  now: number;
  nameOf: (person: string) => string;
};

export function useDesk(view: ConsoleView): Desk {
  const monitor = useSummary('monitor');
  const presence = useSummary('presence');
  const now = useNow(5000);
  const erased = useTranslations('common.words')('erased');
  const names = useMemo(() => new Map(view.people.map((one) => [one.person, one.name.text])), [view.people]);
  const nameOf = useCallback((person: string) => names.get(person) ?? erased, [names, erased]);
  const connected = useMemo(() => presence && new Set(presence.connected), [presence]);
  return useMemo(
    () => ({ view, round: roundUnderWay(view), monitor, connected, now, nameOf }),
    [view, monitor, connected, now, nameOf],
  );
}
