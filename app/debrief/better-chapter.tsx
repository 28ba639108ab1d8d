'use client';
// One package that everybody at the table would have preferred, issue by issue beside what was agreed, differences marked.
import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { betterSchema } from '../../server/protocol/debrief-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { Package } from '../../simulations/schema.ts';
import { Chapter } from './chapter.tsx';
import { choiceWords } from './choice-words.ts';
import { Meaning } from './meaning.tsx';
import { PackageList } from './package-list.tsx';
import { useSpeech } from './use-speech.ts';

type Props = { view: TableView; better: z.infer<typeof betterSchema> };

export function BetterChapter({ view, better }: Props) {
  const t = useTranslations('debrief.better');
  const { number } = useSpeech();
  const agreed = view.outcome?.agreed ? view.outcome.package : null;
  if (!better.package) {
    return <Chapter id="better" title={t('title')} lead={agreed ? t('noneFound') : t('noneWithout')} />;
  }
  return (
    <Chapter id="better" title={t('title')} lead={agreed ? t('lead') : t('leadWithout')}>
      {agreed ? (
        <Compared view={view} agreed={agreed} better={better.package} />
      ) : (
        <PackageList issues={view.case.issues} settlement={better.package} />
      )}
      {better.ownGainPoints === null ? null : (
        <p className="mt-4 text-18 font-semibold">
          {t(agreed ? 'gain' : 'gainWithout', { points: number(better.ownGainPoints) })}
        </p>
      )}
      <Meaning>{t('meaning')}</Meaning>
    </Chapter>
  );
}

function Compared({ view, agreed, better }: { view: TableView; agreed: Package; better: Package }) {
  const t = useTranslations('debrief.better');
  const speech = useSpeech();
  return (
    <table className="w-full table-fixed border-collapse text-left text-16 hyphens-auto">
      <thead>
        <tr className="border-b border-line-strong align-bottom text-14 text-soft">
          <th className="w-[40%] py-2 pr-3 font-normal">{t('issue')}</th>
          <th className="py-2 pr-3 font-normal">{t('yours')}</th>
          <th className="py-2 font-normal">{t('other')}</th>
        </tr>
      </thead>
      <tbody>
        {view.case.issues.map((issue) => {
          const differs = agreed[issue.id] !== better[issue.id];
          return (
            <tr key={issue.id} className={`border-b border-line align-baseline ${differs ? 'bg-joint-soft' : ''}`}>
              <th scope="row" className="py-2.5 pr-3 pl-1 font-normal sm:pl-2">
                {speech.say(issue.name)}
              </th>
              <td className={`py-2.5 pr-3 ${differs ? 'text-soft' : ''}`}>
                {choiceWords(issue, agreed[issue.id], speech)}
              </td>
              <td className={`py-2.5 pr-2 ${differs ? 'font-semibold' : 'text-soft'}`}>
                {differs ? (
                  <span className="inline-flex items-baseline gap-1.5">
                    <ArrowRight aria-hidden="true" className="size-4 shrink-0 self-center text-joint max-sm:hidden" />
                    {choiceWords(issue, better[issue.id], speech)}
                  </span>
                ) : (
                  t('same')
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
