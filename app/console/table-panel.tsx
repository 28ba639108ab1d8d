'use client';
// One table, opened beside the grid: who sits there, what stands, what was said openly, and what the facilitator can change.
import { Pause, Play, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableRow } from '../../server/protocol/session-view.ts';
import { useTableView } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { Loading } from '../parts/states.tsx';
import { useAct } from './act.tsx';
import { Conversation } from './conversation.tsx';
import { RecordResult } from './record-result.tsx';
import { SeatList } from './seat-list.tsx';
import { StandingOffers } from './standing-offers.tsx';
import type { Desk } from './use-console.ts';
import { useStageWords } from './use-stage-words.ts';

export function TablePanel({ desk, table, onClose }: { desk: Desk; table: TableRow; onClose: () => void }) {
  const t = useTranslations('console.panel');
  const tables = useTranslations('console.tables');
  const heading = useRef<HTMLHeadingElement>(null);
  const view = useTableView(table.tableId);
  // Who opens a table by keyboard or on a phone is taken to it, and back to where they were when it closes.
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    // From tablets on it stands beside the grid and stays in sight.
    if (!matchMedia('(min-width: 48rem)').matches) heading.current?.scrollIntoView({ block: 'start' });
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section
      aria-labelledby="table-panel"
      className="min-w-0 border-line [grid-area:panel] md:sticky md:top-20 md:max-h-[calc(100dvh-11.5rem)] md:self-start md:overflow-y-auto md:border-l md:pr-1 md:pl-6"
    >
      <div className="flex items-start justify-between gap-3">
        <div>
          <h2 id="table-panel" ref={heading} tabIndex={-1} className="text-22 font-semibold outline-none">
            {tables('label', { label: table.label })}
          </h2>
          <Stage desk={desk} table={table} />
        </div>
        <button
          type="button"
          onClick={onClose}
          aria-label={t('close')}
          className="-mt-2 -mr-2 grid size-11 shrink-0 place-items-center rounded-house hover:bg-sunken"
        >
          <X aria-hidden="true" className="size-5" />
        </button>
      </div>
      <SeatList desk={desk} table={table} />
      <Switches desk={desk} table={table} />
      {view === null ? (
        <Loading />
      ) : (
        <>
          <StandingOffers view={view} />
          <Conversation view={view} nameOf={desk.nameOf} />
        </>
      )}
    </section>
  );
}

function Stage({ desk, table }: { desk: Desk; table: TableRow }) {
  const { round, monitor } = desk;
  return round ? <StageWords round={round} table={table} row={monitor[table.tableId]} /> : null;
}

type StageProps = { round: NonNullable<Desk['round']>; table: TableRow; row: Desk['monitor'][string] | undefined };

function StageWords({ round, table, row }: StageProps) {
  return <p className="text-16 text-soft">{useStageWords(round)(table, row)}</p>;
}

/** What can be changed at one table: talk before bargaining, its own clock, and a result where nobody has a device. */
function Switches({ desk, table }: { desk: Desk; table: TableRow }) {
  const t = useTranslations('console.panel');
  const { act } = useAct();
  const kind = desk.round?.phase?.kind ?? null;
  const early = kind === null || kind === 'read' || kind === 'prepare';
  const bargains = kind === 'bargain' && table.settled === null;
  const { tableId, label } = table;
  const people = table.seats.flatMap(({ holders }) => holders);
  const devices = desk.view.people.some((one) => people.includes(one.person) && one.device);
  return (
    <div className="flex flex-col gap-4 py-3 empty:hidden">
      {early ? <TalkChoice table={table} /> : null}
      {bargains ? (
        <Button
          icon={
            table.paused ? (
              <Play aria-hidden="true" className="size-4" />
            ) : (
              <Pause aria-hidden="true" className="size-4" />
            )
          }
          onClick={() => void act({ type: table.paused ? 'resume' : 'pause', tableId })}
        >
          {t(table.paused ? 'goOn' : 'hold', { label })}
        </Button>
      ) : null}
      {bargains && !devices && desk.round ? <RecordResult round={desk.round} table={table} /> : null}
    </div>
  );
}

/** The choice shows at once; a refusal lets it fall back to what the table has. */
function TalkChoice({ table }: { table: TableRow }) {
  const t = useTranslations('console.panel');
  const { act } = useAct();
  const [wish, setWish] = useState<TableRow['talk'] | null>(null);
  const choose = async (talk: TableRow['talk']) => {
    setWish(talk);
    if (!(await act({ type: 'setTalk', tableId: table.tableId, talk }))) setWish(null);
  };
  return (
    <ChoiceRow
      label={t('talk')}
      value={wish ?? table.talk}
      onChange={(talk) => void choose(talk)}
      choices={[
        { value: 'voice', label: t('voice') },
        { value: 'chat', label: t('chat') },
      ]}
    />
  );
}
