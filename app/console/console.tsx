'use client';
// The console's one page: left the run, middle what is worked at, right what needs attention, at the foot the next step.
// A table opens in a column of its own, beside the grid.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ConsoleView } from '../../server/protocol/session-view.ts';
import { useSpeech } from '../debrief/use-speech.ts';
import { lazily } from '../parts/lazily.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { CodeStrip } from './code-strip.tsx';
import { Needs } from './needs.tsx';
import { NextBar } from './next-bar.tsx';
import { Run } from './run.tsx';
import { Said } from './said.tsx';
import type { Seating } from './seating.tsx';
import { SessionMenu, type Sheet } from './session-menu.tsx';
import { TablePanel } from './table-panel.tsx';
import { useDesk } from './use-console.ts';
import { Work } from './work.tsx';

const SessionSheets = lazily(() => import('./session-sheets.tsx').then((file) => file.SessionSheets), null);

const areas = {
  closed:
    "[grid-template-areas:'need'_'work'_'run'] md:grid-cols-[minmax(0,1fr)_16rem] md:grid-rows-[auto_1fr] md:[grid-template-areas:'work_need'_'work_run'] lg:grid-cols-[13rem_minmax(0,1fr)_18rem] lg:[grid-template-areas:'run_work_need'_'run_work_need']",
  open: "[grid-template-areas:'need'_'work'_'panel'_'run'] md:grid-cols-[14rem_minmax(0,1fr)] md:grid-rows-[auto_auto_1fr] md:[grid-template-areas:'work_panel'_'need_panel'_'run_panel'] lg:grid-cols-[13rem_minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr] lg:[grid-template-areas:'run_work_panel'_'need_work_panel'] min-[84rem]:grid-cols-[13rem_minmax(0,1fr)_25rem_17rem] min-[84rem]:[grid-template-areas:'run_work_panel_need'_'run_work_panel_need']",
};

export function Console({ view }: { view: ConsoleView }) {
  const t = useTranslations('console');
  const phase = useTranslations('common.phase');
  const { say } = useSpeech();
  const desk = useDesk(view);
  const { round } = desk;
  const [seating, setSeating] = useState<Seating>({ mix: 'departments', oddAs: 'observer', pairs: 'new' });
  const [open, setOpen] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Sheet>(null);
  const table = round?.tables.find(({ tableId }) => tableId === open) ?? null;
  const running = round?.phase ?? null;
  const signs = running?.kind === 'bargain' && round?.bargainingOver;
  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar
        title={phase(signs ? 'sign' : (running?.kind ?? 'none'))}
        beside={
          round
            ? t('roundOf', { round: round.number, case: say(round.case.title) })
            : t(view.rounds.length > 0 ? 'betweenRounds' : 'beforeRound')
        }
        ticking={
          round && running ? (round.clock.paused ? round.clock : { paused: false, deadline: running.deadline }) : null
        }
        menu={<SessionMenu onOpen={setSheet} />}
      />
      <CodeStrip view={view} onInvite={() => setSheet('invite')} />
      <main
        id="content"
        className={`grid flex-1 content-start gap-x-8 gap-y-6 px-4 py-5 lg:px-6 ${table ? areas.open : areas.closed}`}
      >
        <h1 className="sr-only">{t('title')}</h1>
        <Needs desk={desk} onOpen={setOpen} />
        <Work desk={desk} open={table?.tableId ?? null} onOpen={setOpen} seating={seating} onSeating={setSeating} />
        {table ? <TablePanel key={table.tableId} desk={desk} table={table} onClose={() => setOpen(null)} /> : null}
        <Run desk={desk} />
      </main>
      <section aria-label={t('nextStep')} className="sticky bottom-0 z-20">
        <Said />
        <NextBar desk={desk} seating={seating} />
      </section>
      <SessionSheets view={view} sheet={sheet} onClose={() => setSheet(null)} />
    </div>
  );
}
