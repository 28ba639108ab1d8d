'use client';
// The round score, only where the facilitator switched it on before the round; the rule stands beside it in words.
import { useTranslations } from 'use-intl';
import { Meaning } from './meaning.tsx';
import { useSpeech } from './use-speech.ts';

export function RoundScore({ score, weight }: { score: number | null; weight: number }) {
  const t = useTranslations('debrief.roundScore');
  const { number, percent } = useSpeech();
  return (
    <div className="mt-6 max-w-2xl border-l-4 border-joint pl-4">
      <p className="text-18">
        <span className="font-semibold">{t('title')}</span>{' '}
        {score === null ? t('none') : t('is', { score: number(Math.round(score)) })}
      </p>
      <Meaning label={t('howLabel')}>
        <p>{t('rule', { together: percent(weight), own: percent(1 - weight) })}</p>
        <p>{t('zero')}</p>
      </Meaning>
    </div>
  );
}
