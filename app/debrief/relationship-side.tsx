'use client';
// How one left the other, from one's own reflection: nobody else's answers stand here.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { AnswerDots } from './figures/answer-dots.tsx';
import { Meaning } from './meaning.tsx';
import { Side } from './side.tsx';

const asked = ['relationAgain', 'relationTrust', 'processHeard'] as const;

export function RelationshipSide({ view }: { view: TableView }) {
  const t = useTranslations('debrief.relationship');
  const scales = view.own?.reflection?.scales;
  if (!scales) return <Side title={t('title')} waiting={t('none')} />;
  return (
    <Side
      title={t('title')}
      figure={
        <ul className="space-y-2">
          {asked.map((scale) => (
            <li key={scale}>
              <p className="flex justify-between gap-2 text-14">
                <span>{t(scale)}</span>
                <span className="whitespace-nowrap text-soft">{answerWords(t, scales[scale])}</span>
              </p>
              <AnswerDots answer={scales[scale]} />
            </li>
          ))}
        </ul>
      }
      words={<p>{t('words')}</p>}
      meaning={<Meaning>{t('meaning')}</Meaning>}
    />
  );
}

const answerWords = (t: ReturnType<typeof useTranslations<'debrief.relationship'>>, answer: number | null) =>
  answer === null ? t('skipped') : t('ofSeven', { answer });
