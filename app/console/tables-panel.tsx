'use client';
// The tables as small cards of equal size, worst first; before bargaining also the way to seat everybody again.
import { useTranslations } from 'use-intl';
import { Meaning } from '../debrief/meaning.tsx';
import { Button } from '../parts/button.tsx';
import { useAct } from './act.tsx';
import { worstFirst } from './attention.ts';
import { type Seating, SeatingChoices } from './seating.tsx';
import { TableCard } from './table-card.tsx';
import type { Desk } from './use-console.ts';

type Props = {
  desk: Desk;
  open: string | null;
  onOpen: (tableId: string) => void;
  seating: Seating;
  onSeating: (seating: Seating) => void;
};

export function TablesPanel({ desk, open, onOpen, seating, onSeating }: Props) {
  const t = useTranslations('console.tables');
  const { act } = useAct();
  const { round, view } = desk;
  if (round === null) return null;
  const settled = round.tables.filter((table) => table.settled).length;
  const again = round.phase === null;
  return (
    <section aria-label={t('title')}>
      <p role="status" className="mb-3 text-16 text-soft">
        {round.phase === null ? t('seated') : t('settled', { settled, tables: round.tables.length })}
      </p>
      <ul
        className={`grid auto-rows-fr gap-3 ${open ? 'grid-cols-[repeat(auto-fill,minmax(12rem,1fr))]' : 'grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] lg:grid-cols-[repeat(auto-fill,minmax(14rem,1fr))]'}`}
      >
        {worstFirst(view, round, desk).map((table) => (
          <li key={table.tableId}>
            <TableCard
              desk={desk}
              round={round}
              table={table}
              open={open === table.tableId}
              onOpen={() => onOpen(table.tableId)}
            />
          </li>
        ))}
      </ul>
      {again ? (
        <div className="mt-6">
          <Meaning label={t('again')}>
            <div className="flex max-w-xl flex-col gap-5 py-2 text-ink">
              <SeatingChoices desk={desk} seating={seating} onSeating={onSeating} />
              <div>
                <Button
                  onClick={() =>
                    void act({
                      type: 'seatEveryone',
                      ...seating,
                      pairs: view.rounds.length < 2 ? 'new' : seating.pairs,
                    })
                  }
                >
                  {t('seatAgain')}
                </Button>
              </div>
            </div>
          </Meaning>
        </div>
      ) : null}
    </section>
  );
}
