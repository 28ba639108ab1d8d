'use client';
// A page that failed while it was drawn: says what was kept and offers to draw it again.
import { useTranslations } from 'use-intl';
import { Button } from './parts/button.tsx';
import { Standstill } from './parts/states.tsx';

export default function PageError({ reset }: { reset: () => void }) {
  const t = useTranslations('common');
  return (
    <Standstill
      title={t('page.errorTitle')}
      action={
        <Button kind="primary" onClick={reset}>
          {t('words.retry')}
        </Button>
      }
    >
      {t('page.errorText')}
    </Standstill>
  );
}
