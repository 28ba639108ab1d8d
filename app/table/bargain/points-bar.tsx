'use client';
// One's own points of the composed package: the figure, where it stands against the limit, and a bar from nothing to the best
// with the limit as a notch and the last offers as marks. Going under the limit is said in words and not forbidden.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import type { Package } from '../../../simulations/schema.ts';
import { OtherMark, OwnMark } from '../../parts/marks.tsx';
import { isOwnSide, lastOffers, numberOf } from '../offers.ts';
import { type OwnWorth, ownWorth } from '../own-worth.ts';
import { rounded, useLimitWords } from '../points-words.tsx';

type Props = {
  view: TableView;
  draft: Package /** One line and the bar, where there is little room. */;
  compact?: boolean;
};

export function PointsBar({ view, draft, compact = false }: Props) {
  const worth = ownWorth(view);
  if (!worth) return null;
  const chosen = Object.keys(draft).length > 0;
  const { points, missing } = worth.of(draft);
  return (
    <div>
      <PointsStatus worth={worth} points={points} chosen={chosen} open={missing.length > 0} />
      <Bar view={view} worth={worth} points={chosen ? points : 0} compact={compact} />
    </div>
  );
}

type StatusProps = { worth: OwnWorth; points: number; chosen: boolean; open: boolean };

function PointsStatus({ worth, points, chosen, open }: StatusProps) {
  const t = useTranslations('bargain.bar');
  const count = useTranslations('common.points');
  const against = useLimitWords();
  const under = chosen && !open && points < worth.limitPoints;
  return (
    <div role="status" aria-label={count('mark')} className="flex flex-wrap items-baseline gap-x-2 text-16">
      {chosen ? (
        <>
          <span className="text-18 font-bold text-own">{count('count', { points: rounded(points) })}</span>
          <span className={under ? 'text-warn' : 'text-soft'}>
            {open ? t('soFar') : against(points, worth.limitPoints)}
          </span>
          {under ? <span className="basis-full text-14 text-warn max-sm:sr-only">{t('underText')}</span> : null}
        </>
      ) : (
        <span className="text-soft">{t('none')}</span>
      )}
    </div>
  );
}

type BarProps = { view: TableView; worth: OwnWorth; points: number; compact: boolean };

function Bar({ view, worth, points, compact }: BarProps) {
  const t = useTranslations('bargain.bar');
  const from = Math.min(0, worth.least);
  const at = (value: number) => `${Math.min(100, Math.max(0, ((value - from) / (worth.most - from || 1)) * 100))}%`;
  // The other side's ring first, one's own disc on top: where they meet, both are seen.
  const offers = [...lastOffers(view).values()].sort((offer) => (isOwnSide(view, offer.role) ? 1 : -1));
  return (
    <div aria-hidden="true" className={`relative h-3 ${compact ? 'mb-2' : 'mt-2 mb-5'}`}>
      <div className="absolute inset-x-0 top-1 h-1.5 bg-line" />
      <div
        className="absolute top-1 left-0 h-1.5 bg-own transition-[width] duration-200 ease-house"
        style={{ width: at(points) }}
      />
      <div className="absolute -top-1 h-5 w-0.5 -translate-x-1/2 bg-ink" style={{ left: at(worth.limitPoints) }} />
      {compact ? null : (
        <span
          className="absolute top-4 -translate-x-1/2 text-14 whitespace-nowrap text-soft"
          style={{ left: at(worth.limitPoints) }}
        >
          {t('limit', { points: rounded(worth.limitPoints) })}
        </span>
      )}
      {offers.map((offer) => (
        <span
          key={offer.id}
          className="absolute top-1.75 grid -translate-1/2 place-items-center"
          style={{ left: at(worth.of(offer.package).points) }}
        >
          {isOwnSide(view, offer.role) ? (
            <OwnMark className="size-2.5" />
          ) : (
            <OtherMark className="size-4.5 bg-paper" number={numberOf(view, offer.role)} />
          )}
        </span>
      ))}
    </div>
  );
}
