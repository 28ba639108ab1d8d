'use client';
// All tables by what they made together, best first, one's own marked. A deal worth less to somebody than their
// alternative stands after all others, with the reason in words. Order is the server's.
import { useTranslations } from 'use-intl';
import type { ScoreboardRow } from '../../server/protocol/debrief-view.ts';
import { useSpeech } from './use-speech.ts';

type Props = { rows: readonly ScoreboardRow[]; ownTableId: string | null; large?: boolean };

export function Scoreboard({ rows, ownTableId, large = false }: Props) {
  const t = useTranslations('debrief.allTables');
  const { percent } = useSpeech();
  return (
    <table className={`w-full border-collapse text-left ${large ? '' : 'text-16'}`}>
      <caption className="sr-only">{t('caption')}</caption>
      <thead className="sr-only">
        <tr>
          <th>{t('table')}</th>
          <th>{t('made')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const own = row.tableId === ownTableId;
          return (
            <tr key={row.tableId} className={`border-b border-line ${own ? 'bg-joint-soft font-semibold' : ''}`}>
              <th
                scope="row"
                className={`w-0 py-2.5 pr-4 pl-2 whitespace-nowrap ${own ? 'font-semibold' : 'font-normal'}`}
              >
                {t('label', { label: row.label })}
                {own ? <span className="block text-14">{t('yours')}</span> : null}
              </th>
              <td className="py-2.5 pr-2">
                <RowWords row={row} percent={percent} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function RowWords({ row, percent }: { row: ScoreboardRow; percent: (share: number) => string }) {
  const t = useTranslations('debrief.allTables');
  if (!row.agreed) return <span className="text-soft">{t('noAgreement')}</span>;
  if (row.belowAlternative) return <span>{t('belowAlternative')}</span>;
  if (row.created === null) return <span className="text-soft">{t('noFigure')}</span>;
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden="true" className="h-[0.6em] min-w-0 flex-1">
        <span
          className="block h-full bg-joint"
          style={{ width: `${Math.min(100, Math.max(0, row.created * 100))}%` }}
        />
      </span>
      <span className="w-[3.2em] shrink-0 text-right">{percent(row.created)}</span>
    </span>
  );
}
