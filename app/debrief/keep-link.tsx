'use client';
// A private link that keeps one's own page for as long as the session is kept.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { askLink } from '../connection/ask-link.ts';
import { useSessionView } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { CopyLine } from '../parts/copy-line.tsx';
import { Notice } from '../parts/notice.tsx';

export function KeepLink({ view }: { view: TableView }) {
  const t = useTranslations('debrief.keep');
  const sessionId = useSessionView()?.sessionId ?? null;
  const [state, setState] = useState<'idle' | 'pending' | 'failed' | { link: string }>('idle');
  const person = view.viewer.kind === 'facilitator' ? null : view.viewer.person;
  if (sessionId === null || person === null) return null;
  const ask = async () => {
    setState('pending');
    const link = await askLink({ kind: 'keep', sessionId, person });
    setState(link === null ? 'failed' : { link });
  };
  return (
    <section className="max-w-2xl border-t border-line py-8">
      <h2 className="text-22 font-semibold">{t('title')}</h2>
      <p className="mt-1 max-w-prose text-16 text-soft">{t('lead')}</p>
      <div className="mt-4">
        {typeof state === 'object' ? (
          <CopyLine label={t('label')} text={state.link} copy={t('copy')} copied={t('copied')} byHand={t('byHand')} />
        ) : (
          <Button pending={state === 'pending'} onClick={() => void ask()}>
            {t('make')}
          </Button>
        )}
      </div>
      <Notice tone="stop">{state === 'failed' ? t('failed') : null}</Notice>
    </section>
  );
}
