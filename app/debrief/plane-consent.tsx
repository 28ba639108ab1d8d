'use client';
// The private yes: may the points of both sides of one's table stand in the plane, without names. Nobody sees who said what.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { useCommand } from '../connection/hooks.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';

export function PlaneConsent({ view }: { view: TableView }) {
  const t = useTranslations('debrief.consent');
  const send = useCommand({ table: view.tableId });
  if (!view.own || view.viewer.kind !== 'seat' || view.case.roles.length !== 2) return null;
  const agreed = view.own.agreedToPlane;
  return (
    <div className="max-w-xl border-t border-line py-8">
      <ChoiceRow
        label={t('question')}
        hint={t('hint')}
        value={agreed === null ? null : agreed ? 'yes' : 'no'}
        onChange={(answer) => void send({ type: 'agreeToPlane', agree: answer === 'yes' })}
        choices={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    </div>
  );
}
