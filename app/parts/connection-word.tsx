'use client';
// Says whether what one does is stored: one word while all is well, a strip in plain words while it is not.
import { Check, RefreshCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useConnectionState } from '../connection/hooks.ts';
import { useConnectionNews } from './connection-news.ts';

export function ConnectionWord() {
  const t = useTranslations('common.connection');
  const { kind } = useConnectionState();
  const news = useConnectionNews();
  if (kind !== 'connected' || news) return null;
  return (
    <span className="flex items-center gap-1 text-14 text-soft">
      <Check aria-hidden="true" className="size-4" />
      <span className="sr-only @min-[24rem]:not-sr-only">{t('connected')}</span>
    </span>
  );
}

/** Stays mounted, so that readers hear what comes, once. */
export function ConnectionStrip() {
  const news = useConnectionNews();
  return (
    <div role="status">
      {news && !news.title ? (
        <p className="flex items-center justify-center gap-2 border-t border-line bg-sunken px-4 py-1.5 text-14">
          <RefreshCw aria-hidden="true" className="size-4 shrink-0" />
          {news.text}
        </p>
      ) : null}
      {news?.title ? (
        <div className="border-t-2 border-warn bg-sunken px-4 py-3 lg:px-6">
          <p className="text-16 font-semibold">{news.title}</p>
          <p className="mt-1 max-w-prose text-16 text-soft">{news.text}</p>
        </div>
      ) : null}
    </div>
  );
}
