'use client';
// Labelled text fields, one line and many, with their explanation and their fault tied to them for screen readers.
import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';
import { useTranslations } from 'use-intl';
import { useTypedBefore } from './typed-before.ts';

type Around = {
  label: string;
  hint?: ReactNode;
  /** What is wrong and how to mend it; announced when it appears. */
  fault?: string | null;
  optional?: boolean;
  /** Right below the field: saved, saving … */
  state?: ReactNode;
};

const box =
  'w-full rounded-house border border-line-strong bg-raised px-4 text-18 text-ink placeholder:text-soft aria-[invalid=true]:border-stop aria-[invalid=true]:border-2';

function Frame({ id, label, hint, fault, optional, state, children }: Around & { id: string; children: ReactNode }) {
  const t = useTranslations('common.words');
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-16 font-semibold">
          {label}
        </label>
        {optional ? <span className="text-14 text-soft">{t('optional')}</span> : null}
      </div>
      {hint ? (
        <div id={`${id}-hint`} className="text-14 text-soft">
          {hint}
        </div>
      ) : null}
      {children}
      <div className="flex flex-wrap justify-between gap-x-3 text-14 not-has-[:not(:empty)]:hidden">
        <p id={`${id}-fault`} role="alert" className="text-stop empty:hidden">
          {fault}
        </p>
        {state}
      </div>
    </div>
  );
}

const describedBy = (id: string, { hint, fault }: Around) =>
  [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined;

export function Field({
  label,
  hint,
  fault,
  optional,
  state,
  ...rest
}: Around & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  const typed = useTypedBefore(rest.value, rest.onChange);
  const around: Around = { label, hint, fault: fault ?? null, optional: optional ?? false, state };
  return (
    <Frame id={id} {...around}>
      <input
        {...rest}
        ref={typed}
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, around)}
        className={`${box} h-12 ${rest.className ?? ''}`}
      />
    </Frame>
  );
}

export function TextArea({
  label,
  hint,
  fault,
  optional,
  state,
  ...rest
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  const around: Around = { label, hint, fault: fault ?? null, optional: optional ?? false, state };
  return (
    <Frame id={id} {...around}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(id, around)}
        className={`${box} field-sizing-content min-h-24 py-3 leading-relaxed ${rest.className ?? ''}`}
      />
    </Frame>
  );
}
