'use client';
// Offers somebody without a place a chair: to watch at a table, or to sit beside somebody who plays a role.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Chair } from '../../server/protocol/session-commands.ts';
import { useSpeech } from '../debrief/use-speech.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Select } from '../parts/select.tsx';
import { useAct } from './act.tsx';
import type { Desk } from './use-console.ts';

type Props = { desk: Desk; person: string; open: boolean; onOpenChange: (open: boolean) => void };

export function ChairDialog({ desk, person, open, onOpenChange }: Props) {
  const t = useTranslations('console.chair');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title', { name: desk.nameOf(person) })}>
      <ChairForm desk={desk} person={person} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function ChairForm({ desk, person, onDone }: { desk: Desk; person: string; onDone: () => void }) {
  const t = useTranslations('console.chair');
  const { say, list } = useSpeech();
  const { act } = useAct();
  const round = desk.round;
  const tables = (round?.tables ?? []).filter(({ settled }) => settled === null);
  const [tableId, setTableId] = useState(tables[0]?.tableId ?? '');
  const [seat, setSeat] = useState('observer');
  const table = tables.find((one) => one.tableId === tableId);
  if (!round || !table) return <p>{t('noTable')}</p>;
  const roleName = (role: string) =>
    say(round.case.roles.find(({ id }) => id === role)?.name ?? { nl: role, en: role });
  const offer = async () => {
    const chair: Chair = seat === 'observer' ? { kind: 'observer' } : { kind: 'seat', role: seat };
    if (await act({ type: 'offerChair', person, tableId, chair })) onDone();
  };
  return (
    <div className="flex flex-col gap-5">
      <p className="text-16 text-soft">{t('lead')}</p>
      <Select
        label={t('table')}
        value={tableId}
        onChange={setTableId}
        choices={tables.map((one) => ({
          value: one.tableId,
          label: t('tableWith', {
            label: one.label,
            names: list(one.seats.flatMap(({ holders }) => holders).map(desk.nameOf)),
          }),
        }))}
      />
      <Select
        label={t('seat')}
        value={seat}
        onChange={setSeat}
        choices={[
          { value: 'observer', label: t('observer') },
          ...table.seats.map(({ role, holders }) => ({
            value: role,
            label: t('beside', { role: roleName(role), names: list(holders.map(desk.nameOf)) }),
          })),
        ]}
      />
      <Button kind="primary" wide onClick={() => void offer()}>
        {t('offer')}
      </Button>
    </div>
  );
}
