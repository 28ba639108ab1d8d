'use client';
// Says why a way in takes longer, and lets the person stop waiting.
import { useTranslations } from 'use-intl';
import type { Waits } from '../connection/use-asking.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

export function AskingNotice({ waits, stop }: { waits: Waits; stop(): void }) {
  const t = useTranslations('common.asking');
  return (
    <Notice
      tone="warn"
      action={
        <Button small kind="quiet" onClick={stop}>
          {t('stop')}
        </Button>
      }
    >
      {waits ? t(waits) : null}
    </Notice>
  );
}
