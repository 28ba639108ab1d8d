'use client';
// Always in sight: the code by which people join, the way to show it large, and the door to the projector's screen.
import { ExternalLink, Maximize2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ConsoleView } from '../../server/protocol/session-view.ts';
import { Button, buttonLook } from '../parts/button.tsx';

export function CodeStrip({ view, onInvite }: { view: ConsoleView; onInvite: () => void }) {
  const t = useTranslations('console.invite');
  return (
    <section
      aria-label={t('strip')}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 lg:px-6"
    >
      <p className="flex items-baseline gap-2">
        <span aria-hidden="true" className="text-14 text-soft max-sm:hidden">
          {t('code')}
        </span>
        <output aria-label={t('code')} className="text-22 font-semibold tracking-[0.14em]">
          {view.code}
        </output>
      </p>
      <Button small kind="quiet" icon={<Maximize2 aria-hidden="true" className="size-4" />} onClick={onInvite}>
        <span className="max-sm:sr-only">{t('large')}</span>
      </Button>
      <a
        href={`/s/${view.sessionId}/screen`}
        target="_blank"
        rel="noreferrer"
        className={`${buttonLook('secondary', false, true)} ml-auto`}
        aria-describedby="screen-new-tab"
      >
        <ExternalLink aria-hidden="true" className="size-4" />
        <span>{t('screen')}</span>
      </a>
      <span id="screen-new-tab" hidden>
        {t('newTab')}
      </span>
    </section>
  );
}
