'use client';
// What somebody who watches reads: only what everybody knows, and the issues without points.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Section } from '../../parts/section.tsx';
import { useTableWords } from '../use-table-words.ts';
import { Paragraphs } from './paragraphs.tsx';
import { PointsTable } from './points-table.tsx';

export function ObserverBrief({ view }: { view: TableView }) {
  const t = useTranslations('brief');
  const words = useTableWords(view);
  return (
    <article>
      <h1 className="font-serif text-28 font-semibold sm:text-40">{words.say(view.case.title)}</h1>
      <p className="mt-3 mb-8 text-18 text-soft">{t('observer.text')}</p>
      <Section title={t('public')}>
        <Paragraphs text={words.say(view.case.publicBrief)} />
      </Section>
      <Section title={t('issues.titlePublic')} lead={t('issues.leadPublic')}>
        <PointsTable view={view} />
      </Section>
    </article>
  );
}
