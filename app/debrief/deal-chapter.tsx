'use client';
// What a table agreed, in words: the package issue by issue, or why there is none, and the lines that were added freely.
import { useTranslations } from 'use-intl';
import type { TableOutcome } from '../../server/protocol/debrief-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { Chapter } from './chapter.tsx';
import { PackageList } from './package-list.tsx';

export function DealChapter({ view, outcome }: { view: TableView; outcome: TableOutcome }) {
  const t = useTranslations('debrief.deals');
  return (
    <Chapter id="deals" title={outcome.agreed ? t('agreedTitle') : t('noneTitle')}>
      {outcome.package ? (
        <PackageList issues={view.case.issues} settlement={outcome.package} />
      ) : (
        <p className="text-18">{t(outcome.why === 'stopped' ? 'stopped' : 'timeUp')}</p>
      )}
      {outcome.agreed && view.lines.length > 0 ? (
        <div className="mt-5">
          <h3 className="text-16 font-semibold">{t('lines')}</h3>
          <ul className="mt-1 list-disc pl-5 text-18">
            {view.lines.map((line) => (
              <li key={line.id}>{line.words.text ?? t('erased')}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Chapter>
  );
}
