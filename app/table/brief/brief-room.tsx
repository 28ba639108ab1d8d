'use client';
// Reading and preparing: the instructions alone while reading; with the four questions beside them while preparing.
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Tabs } from '../../parts/tabs.tsx';
import { useWide } from '../../parts/use-wide.ts';
import { Brief } from './brief.tsx';
import { NoteField } from './note-field.tsx';
import { ObserverBrief } from './observer-brief.tsx';
import { Preparation } from './preparation.tsx';
import { ReadyBar } from './ready-bar.tsx';

export function BriefRoom({ view }: { view: TableView }) {
  const t = useTranslations('brief');
  const seated = view.viewer.kind === 'seat';
  const text =
    seated && view.instructions ? <Brief view={view} own={view.instructions} /> : <ObserverBrief view={view} />;
  const notes = seated ? (
    <Preparation tableId={view.tableId} />
  ) : (
    <NoteField
      tableId={view.tableId}
      noteKey="observation"
      label={t('observer.notes')}
      hint={t('observer.notesHint')}
      rows={8}
    />
  );
  const withNotes = view.phase?.kind === 'prepare' || !seated;
  return (
    <div className="flex min-h-[calc(100dvh-3.5rem)] flex-col">
      <main id="content" className="mx-auto w-full max-w-6xl flex-1 px-5 pt-8 pb-12 lg:px-6">
        {withNotes ? (
          <Both text={text} notes={notes} seated={seated} />
        ) : (
          <div className="mx-auto max-w-2xl">{text}</div>
        )}
      </main>
      {seated ? <ReadyBar view={view} /> : null}
    </div>
  );
}

function Both({ text, notes, seated }: { text: ReactNode; notes: ReactNode; seated: boolean }) {
  const t = useTranslations('brief');
  const wide = useWide();
  const [tab, setTab] = useState(seated ? 'notes' : 'text');
  const notesTitle = t(seated ? 'preparation.title' : 'observer.notes');
  if (!wide) {
    const tabs = [
      { value: 'notes', label: notesTitle, panel: notes },
      { value: 'text', label: t(seated ? 'title' : 'public'), panel: text },
    ];
    return (
      <>
        {tab === 'notes' ? <h1 className="sr-only">{notesTitle}</h1> : null}
        <Tabs tabs={tabs} value={tab} onChange={setTab} label={t('contents')} />
      </>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_24rem] gap-14">
      <div className="max-w-2xl">{text}</div>
      <section
        aria-labelledby="notes-title"
        className="sticky top-20 max-h-[calc(100dvh-11rem)] self-start overflow-y-auto p-1"
      >
        <h2 id="notes-title" className="text-22 font-semibold">
          {notesTitle}
        </h2>
        {seated ? <p className="mt-1 mb-5 text-16 text-soft">{t('preparation.lead')}</p> : <div className="h-4" />}
        {notes}
      </section>
    </div>
  );
}
