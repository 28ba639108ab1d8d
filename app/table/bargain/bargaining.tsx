'use client';
// The table at work: three columns on a laptop, three panels to swipe between on a phone, the same parts in both.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import type { Package } from '../../../simulations/schema.ts';
import { useWide } from '../../parts/use-wide.ts';
import { TableNotices } from '../table-notices.tsx';
import { useDraft } from '../use-draft.ts';
import { useTableWords } from '../use-table-words.ts';
import { Laptop } from './laptop.tsx';
import type { Part } from './layout-props.ts';
import { Phone } from './phone.tsx';

export function Bargaining({ view }: { view: TableView }) {
  const t = useTranslations('bargain');
  const words = useTableWords(view);
  const wide = useWide();
  const draft = useDraft(view, 'offer');
  const [part, setPart] = useState<Part>('talk');
  const take = (choices: Package) => {
    draft.take({ ...draft.choices, ...choices });
    setPart('sheet');
  };
  const Layout = wide ? Laptop : Phone;
  return (
    <main id="content" className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{t('title', { case: words.say(view.case.title) })}</h1>
      <TableNotices view={view} />
      <Layout view={view} draft={draft} part={part} onPart={setPart} onTake={take} />
    </main>
  );
}
