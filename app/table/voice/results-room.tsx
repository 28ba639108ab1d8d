'use client';
// The in-room table: people talk to each other, the sheet is the whole screen. One of them reports the deal or none,
// the other side confirms. On a laptop the instructions stand beside it.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Tabs } from '../../parts/tabs.tsx';
import { useWide } from '../../parts/use-wide.ts';
import { SideBrief } from '../bargain/side-brief.tsx';
import { TableNotices } from '../table-notices.tsx';
import { useTableWords } from '../use-table-words.ts';
import { ReportSheet } from './report-sheet.tsx';
import { ReportedResult } from './reported-result.tsx';

export function ResultsRoom({ view }: { view: TableView }) {
  const t = useTranslations('bargain');
  const words = useTableWords(view);
  const wide = useWide();
  const [tab, setTab] = useState('sheet');
  const sheet = view.result ? <ReportedResult view={view} result={view.result} /> : <ReportSheet view={view} />;
  return (
    <main id="content" className="mx-auto max-w-6xl px-4 pt-4 pb-16 lg:px-6">
      <h1 className="sr-only">{t('title', { case: words.say(view.case.title) })}</h1>
      <TableNotices view={view} />
      {wide ? (
        <div className="grid grid-cols-[minmax(0,1fr)_30rem] gap-12">
          <div className="max-w-2xl">
            <SideBrief view={view} />
          </div>
          <div className="sticky top-16 self-start pt-4">{sheet}</div>
        </div>
      ) : (
        <Tabs
          label={t('tabs.label')}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'sheet', label: t('voice.title'), panel: sheet },
            { value: 'brief', label: t('tabs.brief'), panel: <SideBrief view={view} /> },
          ]}
        />
      )}
    </main>
  );
}
