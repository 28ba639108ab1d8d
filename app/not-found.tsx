'use client';
// An address that leads nowhere.
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonLook } from './parts/button.tsx';
import { Standstill } from './parts/states.tsx';

export default function NotFound() {
  const t = useTranslations('common');
  return (
    <Standstill
      title={t('page.notFoundTitle')}
      action={
        <Link href="/" className={buttonLook('primary')}>
          {t('connection.toStart')}
        </Link>
      }
    >
      {t('page.notFoundText')}
    </Standstill>
  );
}
