'use client';
// Exchanges a link's secret for a credential, after a button: a preview or a scanner that merely opens the address
// uses nothing up. The fragment leaves the address bar at once.
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { postJson } from '../connection/ask-http.ts';
import { Button, buttonLook } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Standstill } from '../parts/states.tsx';

type Answer =
  | { kind: 'facilitator' | 'screen'; sessionId: string }
  | { kind: 'person'; sessionId: string; person: string };

function pathOf(answer: Answer): string {
  if (answer.kind === 'person') return `/s/${answer.sessionId}/p/${answer.person}`;
  return `/s/${answer.sessionId}/${answer.kind === 'screen' ? 'screen' : 'console'}`;
}

export function Exchange() {
  const t = useTranslations('join.link');
  const common = useTranslations('common');
  const join = useTranslations('join');
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  useEffect(() => {
    const read = () => {
      const fragment = location.hash.slice(1);
      if (fragment === '') return setSecret((known) => known ?? '');
      setSecret(fragment);
      history.replaceState(history.state, '', location.pathname);
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);

  async function open() {
    setPending(true);
    setFault(null);
    const outcome = await postJson<Answer>('/api/links/exchange', { secret });
    if (outcome.ok) return router.replace(pathOf(outcome.answer));
    setPending(false);
    setFault(outcome.rejection ? t('used') : join('offline'));
  }

  if (secret === '') {
    return (
      <Standstill
        title={t('title')}
        action={
          <Link href="/" className={buttonLook('primary')}>
            {common('connection.toStart')}
          </Link>
        }
      >
        {t('missing')}
      </Standstill>
    );
  }
  return (
    <Standstill
      title={t('title')}
      action={
        <div className="flex flex-col gap-4">
          <Notice tone="stop">{fault}</Notice>
          <Button kind="primary" wide disabled={secret === null} pending={pending} onClick={() => void open()}>
            {t('open')}
          </Button>
        </div>
      }
    >
      {t('text')}
    </Standstill>
  );
}
