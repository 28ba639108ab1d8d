'use client';
// Says whether what one does is stored: one word while all is well, a strip in plain words while it is not.
import { Check, RefreshCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useConnectionState } from '../connection/hooks.ts';

export function ConnectionWord() {
  const t = useTranslations('common.connection');
  const { kind } = useConnectionState();
  if (kind !== 'connected') return null;
  return (
    <span className="flex items-center gap-1 text-14 text-soft">
      <Check aria-hidden="true" className="size-4" />
      <span className="sr-only @min-[24rem]:not-sr-only">{t('connected')}</span>
    </span>
  );
}

export function ConnectionStrip() {
  const t = useTranslations('common.connection');
  const { kind } = useConnectionState();
  return (
    <div role="status">
      {kind === 'reconnecting' || kind === 'connecting' ? (
        <p className="flex items-center justify-center gap-2 border-t border-line bg-sunken px-4 py-1.5 text-14">
          <RefreshCw aria-hidden="true" className="size-4" />
          {t(kind)}
        </p>
      ) : null}
      {kind === 'blocked' ? (
        <div className="border-t-2 border-warn bg-sunken px-4 py-3">
          <p className="text-16 font-semibold">{t('blockedTitle')}</p>
          <p className="mt-1 max-w-prose text-16 text-soft">{t('blockedText')}</p>
        </div>
      ) : null}
    </div>
  );
}
