'use client';
// A package in words, issue by issue; against an earlier one, what changed is marked and says what it was.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { Package } from '../../simulations/schema.ts';
import { useTableWords } from './use-table-words.ts';

type Props = { view: TableView; choices: Package; before?: Package | null; serif?: boolean; chosenOnly?: boolean };

export function PackageWords({ view, choices, before = null, serif = false, chosenOnly = false }: Props) {
  const t = useTranslations('bargain.offer');
  const words = useTableWords(view);
  const issues = view.case.issues.filter((issue) => !chosenOnly || choices[issue.id] !== undefined);
  return (
    <dl className={serif ? 'font-serif text-18' : 'text-16'}>
      {issues.map((issue) => {
        const choice = choices[issue.id];
        const earlier = before?.[issue.id];
        const changed = earlier !== undefined && earlier !== choice;
        return (
          <div
            key={issue.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line py-1.5"
          >
            <dt className="text-soft">{words.say(issue.name)}</dt>
            <dd className={`ml-auto text-right ${changed ? 'font-bold' : 'font-semibold'}`}>
              {changed ? (
                <span className="mr-2 text-14 font-normal text-soft">
                  <span className="sr-only">{t('changed')}, </span>
                  {t('was', { choice: words.choice(issue, earlier) })}
                  <span aria-hidden="true"> →</span>
                </span>
              ) : null}
              {words.choice(issue, choice)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
