'use client';
// What stands above a table's work when something is not as usual: paused, somebody takes a moment, somebody is not connected.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { useSummary } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { ownRole } from './offers.ts';
import { useMove } from './use-move.ts';
import { useTableWords } from './use-table-words.ts';

export function TableNotices({ view }: { view: TableView }) {
  const t = useTranslations('table');
  const words = useTableWords(view);
  const present = useSummary('table')[view.tableId]?.present;
  const others = view.seats.filter((seat) => seat.role !== ownRole(view) || view.viewer.kind !== 'seat');
  const away = others.filter((seat) => seat.away);
  const absent = others.filter(
    (seat) => present && !present.includes(seat.role) && seat.holders.some((holder) => holder.device),
  );
  return (
    <div className="flex flex-col">
      <Notice>{view.clock.paused ? t('pausedAll') : null}</Notice>
      {view.own?.onBreak ? <OwnBreak tableId={view.tableId} /> : null}
      <Notice>
        {away.length > 0 ? t('awayOther', { role: away.map((seat) => words.role(seat.role)).join(', ') }) : null}
      </Notice>
      <Notice>
        {away.length === 0 && absent.length > 0
          ? t('absent', { role: absent.map((seat) => words.role(seat.role)).join(', ') })
          : null}
      </Notice>
    </div>
  );
}

function OwnBreak({ tableId }: { tableId: string }) {
  const t = useTranslations('table');
  const back = useTranslations('common.menu')('endPause');
  const { make, pending } = useMove(tableId);
  return (
    <Notice
      action={
        <Button small pending={pending} onClick={() => void make({ type: 'endBreak' })}>
          {back}
        </Button>
      }
    >
      {t('awayOwn')}
    </Notice>
  );
}
