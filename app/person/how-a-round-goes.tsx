'use client';
// A round in five lines: reading for those who wait, help for those who ask.
import { useTranslations } from 'use-intl';

const steps = ['read', 'prepare', 'bargain', 'sign', 'debrief'] as const;

export function HowARoundGoes() {
  const t = useTranslations('table.how');
  return (
    <ol className="flex flex-col gap-4">
      {steps.map((step, index) => (
        <li key={step} className="flex gap-4">
          <span aria-hidden="true" className="w-6 shrink-0 text-right font-serif text-22 text-soft tabular-nums">
            {index + 1}
          </span>
          <div>
            <p className="text-16 font-semibold">{t(`${step}.title`)}</p>
            <p className="text-16 text-soft">{t(`${step}.text`)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
