'use client';
// Deletes the session, really: asks once and says what goes. There is no way back, so this is never held back or undone.
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { postJson } from '../connection/ask-http.ts';
import { AskOnce } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';

type Props = { sessionId: string; people: number; open: boolean; onOpenChange: (open: boolean) => void };

export function DeleteSession({ sessionId, people, open, onOpenChange }: Props) {
  const t = useTranslations('console.delete');
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle');
  const remove = async () => {
    setState('pending');
    const outcome = await postJson('/api/sessions/delete', { sessionId });
    if (outcome.ok) return router.replace('/');
    setState('failed');
  };
  return (
    <AskOnce
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      confirm={t('confirm')}
      danger
      pending={state === 'pending'}
      onConfirm={() => void remove()}
    >
      <p>{t('text', { people })}</p>
      <p className="mt-2">{t('noWayBack')}</p>
      <Notice tone="stop">{state === 'failed' ? t('failed') : null}</Notice>
    </AskOnce>
  );
}
