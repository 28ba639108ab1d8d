'use client';
// Points and where they stand against one's limit, in words. Absent where points are not on this screen.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { Package } from '../../simulations/schema.ts';
import { ownWorth } from './own-worth.ts';

/** Rounded to hundredths, so that sums of halves and tenths read as people write them. */
export const rounded = (points: number): number => Math.round(points * 100) / 100;

export function useLimitWords(): (points: number, limitPoints: number) => string {
  const t = useTranslations('common.points');
  return (points, limitPoints) => {
    const above = rounded(points - limitPoints);
    return above < 0 ? t('below', { points: -above }) : t('above', { points: above });
  };
}

export function PackagePoints({ view, choices }: { view: TableView; choices: Package }) {
  const t = useTranslations('common.points');
  const forYou = useTranslations('bargain.offer')('forYou');
  const against = useLimitWords();
  const worth = ownWorth(view);
  if (!worth) return null;
  const { points } = worth.of(choices);
  const under = points < worth.limitPoints;
  return (
    <p className="border-t border-line pt-2 text-16">
      <span className="text-soft">{forYou}: </span>
      <span className="font-semibold text-own">{t('count', { points: rounded(points) })}</span>
      <span className={under ? 'text-warn' : 'text-soft'}>, {against(points, worth.limitPoints)}</span>
    </p>
  );
}
