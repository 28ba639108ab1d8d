'use client';
// A reported result waiting to be confirmed: whoever reported may take it back, the other side says whether it is right.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PackageWords } from '../package-words.tsx';
import { PackagePoints } from '../points-words.tsx';
import { useMove } from '../use-move.ts';
import { useTableWords } from '../use-table-words.ts';

type Props = { view: TableView; result: NonNullable<TableView['result']> };

export function ReportedResult({ view, result }: Props) {
  const t = useTranslations('bargain.voice');
  const words = useTableWords(view);
  const { make, pending, fault } = useMove(view.tableId);
  const role = view.viewer.kind === 'seat' ? view.viewer.role : null;
  const mine = result.role === role;
  const answered = role !== null && result.confirmedBy.includes(role);
  return (
    <section aria-labelledby="result" className="flex flex-col gap-4">
      <h2 id="result" className="text-22 font-semibold">
        {mine ? t('reportedOwn') : t('reported', { who: words.role(result.role) })}
      </h2>
      <div className="rounded-house border border-line bg-raised px-5 py-4">
        {result.package ? (
          <>
            <PackageWords view={view} choices={result.package} serif />
            <PackagePoints view={view} choices={result.package} />
          </>
        ) : (
          <p className="font-serif text-22">{t('none')}</p>
        )}
      </div>
      <Notice tone="stop">{fault}</Notice>
      {role === null || mine || answered ? (
        <p role="status" className="text-16 text-soft">
          {t('waits')}
        </p>
      ) : (
        <>
          <p className="text-16 text-soft">{t('confirmText')}</p>
          <Button
            kind="primary"
            wide
            pending={pending}
            onClick={() => void make({ type: 'confirmResult', resultId: result.id })}
          >
            {t('confirm')}
          </Button>
        </>
      )}
      {role === null ? null : (
        <Button wide disabled={pending} onClick={() => void make({ type: 'declineResult', resultId: result.id })}>
          {t(mine ? 'declineOwn' : 'decline')}
        </Button>
      )}
    </section>
  );
}
