'use client';
// The private yes: may the points of both sides of one's table stand in the plane, without names. Nobody sees who said what.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { useCommand } from '../connection/hooks.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';

export function PlaneConsent({ view }: { view: TableView }) {
  const t = useTranslations('debrief.consent');
  const send = useCommand({ table: view.tableId });
  const [wish, setWish] = useState<boolean | null>(null);
  if (!view.own || view.viewer.kind !== 'seat' || view.case.roles.length !== 2) return null;
  const agreed = wish ?? view.own.agreedToPlane;
  // The answer shows at once; a refusal lets it fall back to what is stored.
  const choose = async (agree: boolean) => {
    setWish(agree);
    if (!(await send({ type: 'agreeToPlane', agree })).ok) setWish(null);
  };
  return (
    <div className="max-w-xl border-t border-line py-8">
      <ChoiceRow
        label={t('question')}
        hint={t('hint')}
        value={agreed === null ? null : agreed ? 'yes' : 'no'}
        onChange={(answer) => void choose(answer === 'yes')}
        choices={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    </div>
  );
}
