'use client';
// Who sits at a table in which role, who watches, and who is not connected.
import { useTranslations } from 'use-intl';
import type { TableRow } from '../../server/protocol/session-view.ts';
import { RoleName } from '../debrief/role-mark.tsx';
import { useSpeech } from '../debrief/use-speech.ts';
import type { Desk } from './use-console.ts';

export function SeatList({ desk, table }: { desk: Desk; table: TableRow }) {
  const t = useTranslations('console.panel');
  const { say } = useSpeech();
  const roles = desk.round?.case.roles ?? [];
  const row = desk.monitor[table.tableId];
  return (
    <dl className="mt-3 divide-y divide-line border-y border-line text-16">
      {table.seats.map(({ role, holders }) => (
        <div key={role} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
          <dt>
            <RoleName roles={roles} role={role} say={say} />
          </dt>
          <dd className="text-right">
            <People desk={desk} people={holders} />
            {row?.ready.includes(role) ? <span className="block text-14 text-soft">{t('isReady')}</span> : null}
            {row?.signedBy.includes(role) ? <span className="block text-14 text-soft">{t('hasSigned')}</span> : null}
          </dd>
        </div>
      ))}
      {table.observers.length > 0 ? (
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
          <dt className="text-soft">{t('watching')}</dt>
          <dd className="text-right">
            <People desk={desk} people={table.observers} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function People({ desk, people }: { desk: Desk; people: readonly string[] }) {
  const t = useTranslations('console.panel');
  if (people.length === 0) return <span className="text-soft">{t('nobody')}</span>;
  return people.map((person) => {
    const device = desk.view.people.find((one) => one.person === person)?.device ?? true;
    const note = !device ? t('noDevice') : desk.connected && !desk.connected.has(person) ? t('notConnected') : null;
    return (
      <span key={person} className="block">
        {desk.nameOf(person)}
        {note ? <span className="ml-2 text-14 text-soft">{note}</span> : null}
      </span>
    );
  });
}
