'use client';
// All tables without people: the plane when there is one, else the spread, else the scoreboard. One picture at a time.
import { useTranslations } from 'use-intl';
import type { AllTables } from '../../server/protocol/debrief-view.ts';
import type { ScreenView } from '../../server/protocol/session-view.ts';
import { DotStrip } from '../debrief/figures/dot-strip.tsx';
import { PlaneFigure } from '../debrief/plane-figure.tsx';
import { Scoreboard } from '../debrief/scoreboard.tsx';
import { useSpeech } from '../debrief/use-speech.ts';

type Props = { allTables: AllTables; round: NonNullable<ScreenView['round']> };
/** As many rows as fit beside a picture from the back row. */
const rowsShown = 7;

export function AllTablesWall({ allTables, round }: Props) {
  const t = useTranslations('screen.steps.allTables');
  const spread = useTranslations('debrief.allTables');
  const { percent } = useSpeech();
  const { distribution, plane, scoreboard } = allTables;
  const picture = plane !== null || distribution !== null;
  return (
    <div className={picture ? '' : 'mx-auto w-full max-w-[70vw]'}>
      <h1 className="mb-[3vh] text-wall-large font-semibold">{t('title')}</h1>
      <div className={`grid items-start gap-[4vw] ${picture ? 'md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]' : ''}`}>
        {plane ? (
          <div className="wall-figure h-[62vh]">
            <PlaneFigure plane={plane} roles={round.case.roles} text={21} />
          </div>
        ) : distribution ? (
          <div className="wall-figure self-center">
            <DotStrip
              values={distribution}
              own={null}
              ownName=""
              percent={percent}
              label={spread('spread', {
                tables: distribution.length,
                least: percent(Math.min(...distribution)),
                most: percent(Math.max(...distribution)),
              })}
            />
          </div>
        ) : null}
        <div className="text-wall-small">
          <Scoreboard rows={scoreboard.slice(0, rowsShown)} ownTableId={null} large />
          {scoreboard.length > rowsShown ? (
            <p className="mt-[1vh] text-soft">{t('more', { more: scoreboard.length - rowsShown })}</p>
          ) : null}
        </div>
      </div>
      <p className="mt-[2vh] text-wall-small text-soft">{t('text')}</p>
    </div>
  );
}
