'use client';
// Which phases a round has and how many minutes each may take. Bargaining is never left out, and signing belongs to it.
import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { PhasePlan } from '../../server/protocol/phases.ts';

export type PlannedPhase = PhasePlan & { kept: boolean };
type Props = { phases: readonly PlannedPhase[]; onChange: (phases: PlannedPhase[]) => void };

const always = new Set(['bargain', 'sign']);

export function PhaseEditor({ phases, onChange }: Props) {
  const t = useTranslations('console.setup');
  const total = phases.reduce((sum, phase) => sum + (phase.kept ? phase.minutes : 0), 0);
  const change = (index: number, changed: Partial<PlannedPhase>) =>
    onChange(phases.map((phase, at) => (at === index ? { ...phase, ...changed } : phase)));
  return (
    <fieldset>
      <legend className="text-22 font-semibold">{t('phases')}</legend>
      <p className="mt-1 mb-3 text-16 text-soft">{t('phasesHint')}</p>
      <ol className="divide-y divide-line border-y border-line">
        {phases.map((phase, index) => (
          <PhaseRow key={phase.kind} phase={phase} onChange={(changed) => change(index, changed)} />
        ))}
      </ol>
      <p role="status" className="mt-2 text-right text-16">
        {t('total', { minutes: total })}
      </p>
    </fieldset>
  );
}

function PhaseRow({ phase, onChange }: { phase: PlannedPhase; onChange: (changed: Partial<PlannedPhase>) => void }) {
  const t = useTranslations('console.setup');
  const name = useTranslations('common.phase')(phase.kind);
  return (
    <li className="flex min-h-14 items-center gap-3 py-1">
      {always.has(phase.kind) ? (
        <span className="min-w-0 flex-1 pl-8 text-18">{name}</span>
      ) : (
        <label className="flex min-h-11 min-w-0 flex-1 items-center gap-3 text-18">
          <input
            type="checkbox"
            checked={phase.kept}
            onChange={(event) => onChange({ kept: event.target.checked })}
            className="size-5 accent-ink"
          />
          <span className={phase.kept ? '' : 'text-soft line-through'}>{name}</span>
        </label>
      )}
      <MinutesField
        label={t('minutesOf', { phase: name })}
        minutes={phase.minutes}
        disabled={!phase.kept}
        onChange={(minutes) => onChange({ minutes })}
      />
    </li>
  );
}

type MinutesProps = { label: string; minutes: number; disabled: boolean; onChange: (minutes: number) => void };
const within = (minutes: number) => Math.min(180, Math.max(1, Math.round(minutes)));
const stepper = 'grid size-11 place-items-center rounded-house hover:bg-sunken disabled:text-soft';

function MinutesField({ label, minutes, disabled, onChange }: MinutesProps) {
  const t = useTranslations('console.setup');
  return (
    <div className="flex items-center">
      <button
        type="button"
        className={stepper}
        disabled={disabled || minutes <= 1}
        aria-label={t('less', { what: label })}
        onClick={() => onChange(within(minutes - 1))}
      >
        <Minus aria-hidden="true" className="size-4" />
      </button>
      <input
        type="number"
        inputMode="numeric"
        min={1}
        max={180}
        aria-label={label}
        disabled={disabled}
        value={minutes}
        onChange={(event) => event.target.value !== '' && onChange(within(Number(event.target.value)))}
        onFocus={(event) => event.currentTarget.select()}
        className="h-11 w-14 rounded-house border border-line-strong bg-raised text-center text-18 disabled:text-soft [&::-webkit-inner-spin-button]:appearance-none [-moz-appearance:textfield]"
      />
      <button
        type="button"
        className={stepper}
        disabled={disabled || minutes >= 180}
        aria-label={t('more', { what: label })}
        onClick={() => onChange(within(minutes + 1))}
      >
        <Plus aria-hidden="true" className="size-4" />
      </button>
      <span aria-hidden="true" className="w-10 pl-1 text-14 text-soft">
        {t('min')}
      </span>
    </div>
  );
}
