'use client';
// One statement and seven answers from "not at all" to "fully". May be skipped, and an answer may be taken back.
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../parts/button.tsx';

const answers = [1, 2, 3, 4, 5, 6, 7] as const;

type Props = { statement: string; value: number | null; onChange: (value: number | null) => void };

export function ScaleRow({ statement, value, onChange }: Props) {
  const t = useTranslations('reflect');
  const name = useId();
  const said = (answer: number) =>
    answer === 1 ? `1, ${t('low')}` : answer === 7 ? `7, ${t('high')}` : String(answer);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-18">{statement}</legend>
      <div className="flex max-w-md justify-between">
        {answers.map((answer) => (
          <label
            key={answer}
            className="relative grid size-11 place-items-center rounded-full border border-line-strong bg-raised text-16 has-checked:border-ink has-checked:bg-ink has-checked:font-bold has-checked:text-on-ink has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink"
          >
            <input
              type="radio"
              name={name}
              aria-label={said(answer)}
              checked={value === answer}
              onChange={() => onChange(answer)}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
            <span aria-hidden="true">{answer}</span>
          </label>
        ))}
      </div>
      <div className="mt-1 flex max-w-md justify-between text-14 text-soft">
        <span aria-hidden="true">{t('low')}</span>
        {value === null ? null : (
          <Button kind="quiet" small className="-my-2 text-14! font-normal!" onClick={() => onChange(null)}>
            {t('clear')}
          </Button>
        )}
        <span aria-hidden="true">{t('high')}</span>
      </div>
    </fieldset>
  );
}
