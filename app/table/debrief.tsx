'use client';
// The debrief on one's own screen: the facilitator opens the steps, the story shows what is open and is never ahead.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { DebriefStory } from '../debrief/DebriefStory.tsx';

export function Debrief({ view }: { view: TableView }) {
  const phase = useTranslations('common.phase');
  return (
    <main id="content">
      <h1 className="sr-only">{phase('debrief')}</h1>
      <DebriefStory view={view} />
    </main>
  );
}
