'use client';
// For somebody who watches: the offers that stand, side by side with their marks. No points are on this screen.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Empty } from '../../parts/states.tsx';
import { OfferCard } from './offer-card.tsx';

export function StandingOffers({ view }: { view: TableView }) {
  const t = useTranslations('bargain.observer');
  const standing = view.offers.filter((offer) => offer.standing === 'standing');
  if (standing.length === 0) return <Empty title={t('noOffers')}>{t('lead')}</Empty>;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-14 text-soft">{t('lead')}</p>
      {standing.map((offer) => (
        <OfferCard key={offer.id} view={view} offer={offer} onCounter={() => {}} />
      ))}
    </div>
  );
}
