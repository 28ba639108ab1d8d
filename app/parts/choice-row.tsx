'use client';
// One question with a few short answers side by side: radio buttons that look like one strip.
import { useId } from 'react';
import { useChosenBefore } from './typed-before.ts';

type Props<Value extends string> = {
  label: string;
  value: Value | null;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: string }[];
  hint?: string;
};

export function ChoiceRow<Value extends string>({ label, value, onChange, choices, hint }: Props<Value>) {
  const id = useId();
  const group = useChosenBefore(value, (chosen) => onChange(chosen as Value));
  return (
    <fieldset ref={group} className="min-w-0">
      <legend className="mb-1.5 text-16 font-semibold">{label}</legend>
      {hint ? <p className="mb-1.5 text-14 text-soft">{hint}</p> : null}
      <div className="flex divide-x divide-line overflow-hidden rounded-house border border-line-strong bg-raised">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="relative flex min-h-12 flex-1 items-center justify-center px-2 py-2 text-center text-16 leading-tight has-checked:bg-ink has-checked:font-semibold has-checked:text-on-ink has-focus-visible:outline-3 has-focus-visible:outline-ink has-focus-visible:-outline-offset-3 has-checked:has-focus-visible:outline-on-ink"
          >
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
