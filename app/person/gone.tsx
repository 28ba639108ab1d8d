'use client';
// The end of a page: removed, deleted, moved to another device, one too many, or never this browser's. Says which, and where to go.
import Link from 'next/link';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { ConnectionState } from '../connection/connection.ts';
import { useConnection } from '../connection/hooks.ts';
import { Button, buttonLook } from '../parts/button.tsx';
import { Standstill } from '../parts/states.tsx';

type Why = Extract<ConnectionState, { kind: 'gone' }>['why'];

export function Gone({ why }: { why: Why }) {
  return why === 'tooManyPages' ? <OneTooMany /> : <Ended why={why} />;
}

/** The person goes on in another tab of this browser, maybe: what it holds of theirs stays. */
function OneTooMany() {
  const t = useTranslations('common.connection');
  return (
    <Standstill
      title={t('tooManyPagesTitle')}
      action={
        <Button kind="primary" onClick={() => location.reload()}>
          {t('goOnHere')}
        </Button>
      }
    >
      {t('tooManyPages')}
    </Standstill>
  );
}

function Ended({ why }: { why: Exclude<Why, 'tooManyPages'> }) {
  const t = useTranslations('common.connection');
  const connection = useConnection();
  // Their words stay nowhere: not on the server, and not in this browser either.
  useEffect(() => connection.forgetPerson(), [connection]);
  return (
    <Standstill
      title={t('goneTitle')}
      action={
        <Link href="/" className={buttonLook('primary')}>
          {t('toStart')}
        </Link>
      }
    >
      {t(why)}
    </Standstill>
  );
}
