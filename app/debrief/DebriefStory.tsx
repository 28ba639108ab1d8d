'use client';
// The debrief on a person's own screen: a story that one scrolls, as far as the facilitator has opened it and no further.
// Every chapter reads the table's view; nothing is computed here that the view does not hold.
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { OpenedStep } from '../../server/protocol/debrief-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { Empty } from '../parts/states.tsx';
import { AllTablesChapter } from './all-tables-chapter.tsx';
import { BetterChapter } from './better-chapter.tsx';
import { Chapter } from './chapter.tsx';
import { DealChapter } from './deal-chapter.tsx';
import { InterestsChapter } from './interests-chapter.tsx';
import { KeepLink } from './keep-link.tsx';
import { MovementChapter } from './movement-chapter.tsx';
import { openedStep } from './opened.ts';
import { OpenedNow } from './opened-now.tsx';
import { OutcomeTrio } from './outcome-trio.tsx';
import { PlaneConsent } from './plane-consent.tsx';
import { WordsChapter } from './words-chapter.tsx';

/** Chapters in the order of the story; own share stands in the chapter of what was made together. */
const story = [
  'yourself',
  'talk',
  'deals',
  'together',
  'interests',
  'better',
  'movement',
  'allTables',
  'takeaway',
] as const;
type Told = (typeof story)[number];

/** Which steps bring a chapter. The offers are one's own memory; they come once the room looks at what lay behind them. */
const broughtBy: Record<Told, readonly OpenedStep['step'][]> = {
  yourself: ['yourself'],
  talk: ['talk'],
  deals: ['deals'],
  together: ['together', 'share'],
  interests: ['interests'],
  better: ['better'],
  movement: ['interests', 'better', 'share', 'allTables'],
  allTables: ['allTables'],
  takeaway: ['takeaway'],
};

export function DebriefStory({ view }: { view: TableView }) {
  const t = useTranslations('debrief');
  const opened = (step: OpenedStep['step']) => openedStep(view.debrief, step) !== null;
  if (view.debrief.length === 0) return <Empty title={t('beforeTitle')}>{t('beforeText')}</Empty>;
  const asksConsent = (opened('together') || opened('share')) && !opened('allTables');
  return (
    <div className="mx-auto max-w-5xl px-4 pb-24 sm:px-6">
      {story.map((told) => (broughtBy[told].some(opened) ? <StoryChapter key={told} view={view} told={told} /> : null))}
      {asksConsent ? <PlaneConsent view={view} /> : null}
      {opened('takeaway') ? <KeepLink view={view} /> : null}
      <OpenedNow steps={view.debrief} />
    </div>
  );
}

function StoryChapter({ view, told }: { view: TableView; told: Told }): ReactNode {
  const t = useTranslations('debrief');
  switch (told) {
    case 'yourself':
    case 'takeaway':
      return <WordsChapter view={view} step={told} />;
    case 'talk':
      return <Chapter id="talk" title={t('talk.title')} lead={t('talk.lead')} />;
    case 'together':
      return <OutcomeTrio view={view} />;
    case 'movement':
      return <MovementChapter view={view} />;
    case 'deals': {
      const step = openedStep(view.debrief, 'deals');
      return step && <DealChapter view={view} outcome={step.outcome} />;
    }
    case 'interests': {
      const step = openedStep(view.debrief, 'interests');
      return step && <InterestsChapter view={view} roles={step.roles} />;
    }
    case 'better': {
      const step = openedStep(view.debrief, 'better');
      return step && <BetterChapter view={view} better={step.better} />;
    }
    case 'allTables': {
      const step = openedStep(view.debrief, 'allTables');
      return step && <AllTablesChapter view={view} allTables={step.allTables} />;
    }
  }
}
