'use client';
// Signing, or going back: the two acts of the ceremony, at the thumb. Going back asks once, for it undoes signatures.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { AskOnce } from '../../parts/dialog.tsx';
import { FootBar } from '../../parts/foot-bar.tsx';
import { useMove } from '../use-move.ts';

export function SignBar({ view, role }: { view: TableView; role: string }) {
  const t = useTranslations('sign');
  const { make, pending, fault } = useMove(view.tableId);
  const [asking, setAsking] = useState(false);
  const signed = view.signing?.signedBy.includes(role) ?? false;
  const back = async () => {
    if (await make({ type: 'backToTable' })) setAsking(false);
  };
  const sign = () => {
    if (view.signing) void make({ type: 'signAgreement', offerId: view.signing.offerId });
  };
  return (
    <FootBar>
      <p role="status" className="text-16 empty:hidden sm:flex-1">
        {signed ? t('signedByYou') : ''}
        {fault ? <span className="text-stop">{fault}</span> : ''}
      </p>
      <div className="flex flex-1 flex-col gap-2 sm:flex-row-reverse sm:gap-3">
        <Button kind="primary" wide disabled={signed} pending={pending && !asking} onClick={sign}>
          {t('sign')}
        </Button>
        <Button wide onClick={() => setAsking(true)}>
          {t('back')}
        </Button>
      </div>
      <AskOnce
        open={asking}
        onOpenChange={setAsking}
        title={t('backTitle')}
        confirm={t('back')}
        pending={pending}
        onConfirm={() => void back()}
      >
        {t(view.bargainingOver ? 'backTextOver' : 'backText')}
      </AskOnce>
    </FootBar>
  );
}
