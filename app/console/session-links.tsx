'use client';
// Private links: the console on another device, the screen on the projector's computer, and ending links that got around.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { postJson } from '../connection/ask-http.ts';
import { askLink } from '../connection/ask-link.ts';
import { Button } from '../parts/button.tsx';
import { CopyLine } from '../parts/copy-line.tsx';
import { AskOnce } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';

export function SessionLinks({ sessionId }: { sessionId: string }) {
  return (
    <div className="flex flex-col gap-8">
      <OneLink sessionId={sessionId} kind="facilitator" />
      <OneLink sessionId={sessionId} kind="screen" />
      <Revoke sessionId={sessionId} />
    </div>
  );
}

function OneLink({ sessionId, kind }: { sessionId: string; kind: 'facilitator' | 'screen' }) {
  const t = useTranslations('console.links');
  const invite = useTranslations('console.invite');
  const [state, setState] = useState<'idle' | 'pending' | 'failed' | { link: string }>('idle');
  const make = async () => {
    setState('pending');
    const link = await askLink({ kind, sessionId, person: null });
    setState(link === null ? 'failed' : { link });
  };
  return (
    <section>
      <h3 className="text-18 font-semibold">{t(`${kind}.title`)}</h3>
      <p className="mt-1 mb-3 text-16 text-soft">{t(`${kind}.lead`)}</p>
      {typeof state === 'object' ? (
        <CopyLine
          label={t(`${kind}.label`)}
          text={state.link}
          copy={invite('copy')}
          copied={invite('copied')}
          byHand={invite('byHand')}
        />
      ) : (
        <Button pending={state === 'pending'} onClick={() => void make()}>
          {t(`${kind}.make`)}
        </Button>
      )}
      <Notice tone="stop">{state === 'failed' ? t('failed') : null}</Notice>
    </section>
  );
}

function Revoke({ sessionId }: { sessionId: string }) {
  const t = useTranslations('console.links.revoke');
  const failed = useTranslations('console.links')('failed');
  const [asking, setAsking] = useState(false);
  const [state, setState] = useState<'idle' | 'pending' | 'done' | 'failed'>('idle');
  const revoke = async () => {
    setAsking(false);
    setState('pending');
    const outcome = await postJson('/api/links/revoke', { sessionId });
    setState(outcome.ok ? 'done' : 'failed');
  };
  return (
    <section>
      <h3 className="text-18 font-semibold">{t('title')}</h3>
      <p className="mt-1 mb-3 text-16 text-soft">{t('lead')}</p>
      <Button kind="danger" pending={state === 'pending'} onClick={() => setAsking(true)}>
        {t('name')}
      </Button>
      <Notice tone={state === 'failed' ? 'stop' : 'good'}>
        {state === 'done' ? t('done') : state === 'failed' ? failed : null}
      </Notice>
      <AskOnce
        open={asking}
        onOpenChange={setAsking}
        title={t('askTitle')}
        confirm={t('confirm')}
        danger
        onConfirm={() => void revoke()}
      >
        {t('askText')}
      </AskOnce>
    </section>
  );
}
