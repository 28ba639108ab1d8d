'use client';
// The end of a page: removed, deleted, moved to another device, or never this browser's. Says which, and where to go.
import Link from 'next/link';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useConnection } from '../connection/hooks.ts';
import { buttonLook } from '../parts/button.tsx';
import { Standstill } from '../parts/states.tsx';

export function Gone({ why }: { why: 'removed' | 'sessionDeleted' | 'revoked' | 'notAllowed' }) {
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
