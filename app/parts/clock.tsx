'use client';
// The clock of a phase: minutes and seconds drawn from an absolute deadline and the store's time.
// Amber at two minutes, bold at thirty seconds; readers hear those two moments and nothing in between.
import { Pause } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useNow } from '../connection/hooks.ts';
import { clockFace, type Ticking } from './clock-face.ts';

export function Clock({ ticking, className = 'text-18' }: { ticking: Ticking; className?: string }) {
  const t = useTranslations('common.clock');
  const face = clockFace(ticking, useNow(250));
  if (face === null) return null;
  const look = face.urgency === 'calm' ? '' : face.urgency === 'soon' ? 'text-warn' : 'font-bold text-warn';
  return (
    <span className={`inline-flex items-baseline gap-2 whitespace-nowrap ${className}`}>
      <span role="timer" aria-label={t('label')} className={`tabular-nums ${look}`}>
        {face.over && !face.paused ? t('over') : face.text}
      </span>
      {face.paused ? (
        <span className="flex items-center gap-1 self-center text-14 text-soft">
          <Pause aria-hidden="true" className="size-4" />
          <span className="sr-only sm:not-sr-only">{t('paused')}</span>
        </span>
      ) : null}
      <span role="status" className="sr-only">
        {face.paused || face.over
          ? ''
          : face.urgency === 'soon'
            ? t('twoMinutes')
            : face.urgency === 'now'
              ? t('thirtySeconds')
              : ''}
      </span>
    </span>
  );
}
