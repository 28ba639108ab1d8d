'use client';
// The way to end a table without a deal: a choice like any other, asked once, with what it means for oneself.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { AskOnce } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { ownWorth } from '../own-worth.ts';
import { useMove } from '../use-move.ts';

export function StopWithoutAgreement({ view }: { view: TableView }) {
  const t = useTranslations('bargain.stop');
  const count = useTranslations('common.points');
  const { make, pending, fault } = useMove(view.tableId);
  const [asking, setAsking] = useState(false);
  const worth = ownWorth(view);
  const stop = async () => {
    if (await make({ type: 'stopWithoutAgreement' })) setAsking(false);
  };
  return (
    <>
      <Button kind="quiet" small onClick={() => setAsking(true)}>
        {t('confirm')}
      </Button>
      <AskOnce
        open={asking}
        onOpenChange={setAsking}
        title={t('title')}
        confirm={t('confirm')}
        refuse={t('refuse')}
        danger
        pending={pending}
        onConfirm={() => void stop()}
      >
        <p>{t('text')}</p>
        {worth ? (
          <p className="mt-2 font-semibold">{t('limit', { points: count('count', { points: worth.limitPoints }) })}</p>
        ) : null}
        <Notice tone="stop">{fault}</Notice>
      </AskOnce>
    </>
  );
}
