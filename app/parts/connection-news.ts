'use client';
// What is wrong with the connection or with the server behind it, in plain words; null while all is well.
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnectionState, useTrouble } from '../connection/hooks.ts';

/** With a `title` it is worth a stop: what happened, what was kept, what to do. Without, a line in passing. */
export type ConnectionNews = { title?: string; text: string };

/** A connection that comes back at once is no news; neither is a page that is just opening. */
const quietMs = 700;

export function useConnectionNews(): ConnectionNews | null {
  const t = useTranslations('common.connection');
  const { kind } = useConnectionState();
  const trouble = useTrouble();
  const wrong = trouble ?? (kind === 'connected' || kind === 'gone' ? null : kind);
  const lasting = useLasting(wrong !== null);
  if (wrong === null || !lasting) return null;
  switch (wrong) {
    case 'store':
    case 'busy':
    case 'updating':
    case 'away':
      return { title: t(`${wrong}Title`), text: t(`${wrong}Text`) };
    case 'blocked':
      return { title: t('blockedTitle'), text: t('blockedText', { address: location.host }) };
    case 'connecting':
    case 'reconnecting':
      return { text: t(wrong) };
  }
}

function useLasting(now: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), quietMs);
    return () => clearTimeout(timer);
  }, [now]);
  return lasting;
}
