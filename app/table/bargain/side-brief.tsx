'use client';
// One's instructions and notes within reach while bargaining; for somebody who watches, what everybody knows and own notes.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Tabs } from '../../parts/tabs.tsx';
import { Brief } from '../brief/brief.tsx';
import { NoteField } from '../brief/note-field.tsx';
import { ObserverBrief } from '../brief/observer-brief.tsx';
import { Preparation } from '../brief/preparation.tsx';

export function SideBrief({ view }: { view: TableView }) {
  const t = useTranslations('brief');
  const bargain = useTranslations('bargain.tabs');
  const seated = view.viewer.kind === 'seat';
  const [tab, setTab] = useState(seated ? 'text' : 'notes');
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
      rows={10}
    />
  );
  const tabs = [
    { value: 'text', label: seated ? bargain('brief') : t('public'), panel: text },
    { value: 'notes', label: bargain('notes'), panel: notes },
  ];
  return <Tabs tabs={tabs} value={tab} onChange={setTab} label={t('contents')} />;
}
