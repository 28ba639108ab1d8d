'use client';
// The middle of the console: people, tables or the debrief, whichever the round is at; the others one tap away.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { lazily } from '../parts/lazily.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { PeoplePanel } from './people-panel.tsx';
import type { Seating } from './seating.tsx';
import { TablesPanel } from './tables-panel.tsx';
import type { Desk } from './use-console.ts';

const DebriefLead = lazily(() => import('./debrief-lead.tsx').then((file) => file.DebriefLead));

type Props = {
  desk: Desk;
  open: string | null;
  onOpen: (tableId: string) => void;
  seating: Seating;
  onSeating: (seating: Seating) => void;
};
type Place = 'people' | 'tables' | 'debrief';

/** Where the round is: that tab shows unless another was chosen since. */
const placeOf = ({ round }: Desk): Place =>
  round === null ? 'people' : round.phase?.kind === 'debrief' ? 'debrief' : 'tables';

export function Work({ desk, open, onOpen, seating, onSeating }: Props) {
  const t = useTranslations('console.work');
  const natural = placeOf(desk);
  const [chosen, setChosen] = useState<{ at: Place; place: Place } | null>(null);
  const place = chosen?.at === natural ? chosen.place : natural;
  const people = desk.view.people.filter(({ gone }) => !gone).length;
  const tabs = [
    ...(desk.round
      ? [
          {
            value: 'tables',
            label: t('tables', { tables: desk.round.tables.length }),
            panel: <TablesPanel desk={desk} open={open} onOpen={onOpen} seating={seating} onSeating={onSeating} />,
          },
        ]
      : []),
    {
      value: 'people',
      label: t('people', { people }),
      panel: <PeoplePanel desk={desk} seating={seating} onSeating={onSeating} />,
    },
    ...(natural === 'debrief' ? [{ value: 'debrief', label: t('debrief'), panel: <DebriefLead desk={desk} /> }] : []),
  ];
  return (
    <div className="min-w-0 [grid-area:work]">
      <Tabs
        label={t('label')}
        tabs={tabs}
        value={place}
        onChange={(next) => setChosen({ at: natural, place: next as Place })}
      />
    </div>
  );
}
