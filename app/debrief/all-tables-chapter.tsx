'use client';
// All tables: the spread of value created (from five on), the scoreboard with one's own marked, the plane when given.
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import type { AllTables } from '../../server/protocol/debrief-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { Loading } from '../parts/states.tsx';
import { Chapter } from './chapter.tsx';
import { DotStrip } from './figures/dot-strip.tsx';
import { Meaning } from './meaning.tsx';
import { Scoreboard } from './scoreboard.tsx';
import { useSpeech } from './use-speech.ts';

const PlaneFigure = lazy(async () => ({ default: (await import('./plane-figure.tsx')).PlaneFigure }));

export function AllTablesChapter({ view, allTables }: { view: TableView; allTables: AllTables }) {
  const t = useTranslations('debrief.allTables');
  const tPlane = useTranslations('debrief.plane');
  const { percent } = useSpeech();
  const own = allTables.scoreboard.find(({ tableId }) => tableId === view.tableId);
  const { distribution, plane } = allTables;
  return (
    <Chapter id="allTables" title={t('title')} lead={t('lead')}>
      {distribution ? (
        <DotStrip
          values={distribution}
          own={own?.agreed ? own.created : null}
          ownName={t('yours')}
          percent={percent}
          label={t('spread', {
            tables: distribution.length,
            least: percent(Math.min(...distribution)),
            most: percent(Math.max(...distribution)),
          })}
        />
      ) : null}
      <div className="mt-6">
        <Scoreboard rows={allTables.scoreboard} ownTableId={view.tableId} />
      </div>
      <Meaning>
        <p>{t('meaning')}</p>
        <p>{t('meaningOrder')}</p>
      </Meaning>
      {plane ? (
        <div className="mt-10">
          <h3 className="mb-3 text-22 font-semibold">{tPlane('title')}</h3>
          <Suspense fallback={<Loading />}>
            <PlaneFigure plane={plane} roles={view.case.roles} />
          </Suspense>
          <Meaning>
            <p>{tPlane('meaning')}</p>
            <p>{tPlane('meaningBalanced')}</p>
          </Meaning>
        </div>
      ) : null}
    </Chapter>
  );
}
