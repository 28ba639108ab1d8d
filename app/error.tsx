'use client';
// A page that failed while it was drawn: says what was kept and offers to open it again. Drawing alone would not do: what did
// not arrive of it has to be asked for anew.
import { useTranslations } from 'use-intl';
import { Button } from './parts/button.tsx';
import { useMayBeLeaving } from './parts/cut-off.ts';
import { Loading, Standstill } from './parts/states.tsx';

export default function PageError({ error }: { error: Error }) {
  const t = useTranslations('common');
  if (useMayBeLeaving(error)) return <Loading />;
  return (
    <Standstill
      title={t('page.errorTitle')}
      action={
        <Button kind="primary" onClick={() => location.reload()}>
          {t('words.retry')}
        </Button>
      }
    >
      {t('page.errorText')}
    </Standstill>
  );
}
