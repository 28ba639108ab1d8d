'use client';
// What the marks on the sheet mean. Shown once there is something to explain.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { OtherMark, OwnMark } from '../../parts/marks.tsx';
import { isOwnSide, lastOffers, numberOf } from '../offers.ts';
import { useTableWords } from '../use-table-words.ts';

export function MarkLegend({ view }: { view: TableView }) {
  const t = useTranslations('common.marks');
  const words = useTableWords(view);
  const roles = [...lastOffers(view).keys()];
  if (roles.length === 0) return null;
  return (
    <p aria-hidden="true" className="flex flex-wrap gap-x-5 gap-y-1 text-14 text-soft">
      {roles.map((role) => (
        <span key={role} className="flex items-center gap-2">
          {isOwnSide(view, role) ? <OwnMark /> : <OtherMark number={numberOf(view, role)} />}
          {isOwnSide(view, role) && view.viewer.kind === 'seat' ? t('own') : t('other', { role: words.role(role) })}
        </span>
      ))}
    </p>
  );
}
