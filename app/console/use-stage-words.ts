'use client';
// Where a table is, in one or two words.
import { useTranslations } from 'use-intl';
import type { RoundView, TableRow } from '../../server/protocol/session-view.ts';
import type { MonitorRow } from '../../server/protocol/summaries.ts';

export function useStageWords(round: RoundView): (table: TableRow, row: MonitorRow | undefined) => string {
  const t = useTranslations('console.stage');
  return (table, row) => {
    if (table.settled)
      return table.settled.agreed ? t('agreed') : t(table.settled.why === 'stopped' ? 'stopped' : 'timeUp');
    if (round.phase === null) return t('seated');
    if (round.phase.kind === 'read' || round.phase.kind === 'prepare') return t('waiting');
    if (row?.stage === 'signing') return t('signing');
    return round.bargainingOver ? t('over') : t('bargaining');
  };
}
