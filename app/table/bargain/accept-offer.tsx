'use client';
// Accepting one very offer: asks once, with the package in words.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OfferView, TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { AskOnce } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PackageWords } from '../package-words.tsx';
import { PackagePoints } from '../points-words.tsx';
import { useMove } from '../use-move.ts';

export function AcceptOffer({ view, offer }: { view: TableView; offer: OfferView }) {
  const t = useTranslations('bargain.offer');
  const { make, pending, fault } = useMove(view.tableId);
  const [asking, setAsking] = useState(false);
  const accept = async () => {
    if (await make({ type: 'acceptOffer', offerId: offer.id })) setAsking(false);
  };
  return (
    <>
      <Button kind="primary" small className="w-full sm:w-auto" onClick={() => setAsking(true)}>
        {t('accept')}
      </Button>
      <AskOnce
        open={asking}
        onOpenChange={setAsking}
        title={t('acceptTitle')}
        confirm={t('accept')}
        pending={pending}
        onConfirm={() => void accept()}
      >
        <PackageWords view={view} choices={offer.package} serif />
        <PackagePoints view={view} choices={offer.package} />
        <p className="mt-3 text-16 text-soft">{t('acceptText')}</p>
        <Notice tone="stop">{fault}</Notice>
      </AskOnce>
    </>
  );
}
