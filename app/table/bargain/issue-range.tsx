'use client';
// One issue with a number to turn: a spin button between two steps, and a line from least to most on which the last offers
// stand as marks. The line can be dragged by mouse and thumb; keys and readers use the spin button.
import { Minus, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Issue } from '../../../simulations/schema.ts';
import { AgreedMark, OtherMark, OwnMark } from '../../parts/marks.tsx';
import type { OwnWorth } from '../own-worth.ts';
import type { TableWords } from '../use-table-words.ts';
import { IssueLegend } from './issue-options.tsx';
import { isStep, nearestStep, stepped } from './range-steps.ts';

type RangeIssue = Extract<Issue, { range: unknown }>;
type Mark = { role: string; own: boolean; number: number | null; value: number };
type Props = {
  issue: RangeIssue;
  chosen: number | null;
  onChoose: (value: number | null) => void;
  words: TableWords;
  worth: OwnWorth | null;
  marks: Mark[];
  met: boolean;
};

export function IssueRange({ issue, chosen, onChoose, words, worth, marks, met }: Props) {
  const t = useTranslations('bargain.sheet');
  const { range } = issue;
  const turn = (by: 1 | -1) => onChoose(stepped(range, chosen, by));
  return (
    <fieldset className="min-w-0">
      <IssueLegend met={met}>{words.say(issue.name)}</IssueLegend>
      <div className="rounded-house border border-line-strong bg-raised px-2 pt-2 pb-1">
        <div className="flex items-center gap-2">
          <StepButton label={t('less')} onClick={() => turn(-1)} disabled={chosen !== null && chosen <= range.min}>
            <Minus aria-hidden="true" className="size-5" />
          </StepButton>
          <Spin issue={issue} chosen={chosen} onChoose={onChoose} label={words.say(issue.name)} />
          <StepButton label={t('more')} onClick={() => turn(1)} disabled={chosen !== null && chosen >= range.max}>
            <Plus aria-hidden="true" className="size-5" />
          </StepButton>
          <span className="min-w-0 flex-1 text-14 leading-tight text-soft">{words.say(range.unit)}</span>
          {worth && chosen !== null ? (
            <span className="pr-2 text-14 text-soft">
              {t('points', { points: words.number(worth.ofChoice(issue.id, chosen)) })}
            </span>
          ) : null}
        </div>
        <Track issue={issue} chosen={chosen} onChoose={onChoose} marks={marks} words={words} />
      </div>
    </fieldset>
  );
}

type StepProps = { label: string; onClick: () => void; disabled: boolean; children: ReactNode };

function StepButton({ label, onClick, disabled, children }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      disabled={disabled}
      className="grid size-11 shrink-0 place-items-center rounded-house border border-line-strong hover:bg-sunken disabled:border-line disabled:text-soft"
    >
      {children}
    </button>
  );
}

type SpinProps = Pick<Props, 'issue' | 'chosen' | 'onChoose'> & { label: string };

function Spin({ issue, chosen, onChoose, label }: SpinProps) {
  const { range } = issue;
  // What is being typed, until it is a number of this range.
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    const value = text === '' ? Number.NaN : Number(text);
    onChoose(isStep(range, value) ? value : null);
  };
  const settle = () => {
    const value = typed === null || typed.trim() === '' ? Number.NaN : Number(typed);
    if (Number.isFinite(value)) onChoose(nearestStep(range, value));
    setTyped(null);
  };
  const shown = typed !== null && (chosen === null || Number(typed) !== chosen) ? typed : chosen;
  return (
    <input
      type="number"
      inputMode="decimal"
      aria-label={label}
      min={range.min}
      max={range.max}
      step={range.step ?? 'any'}
      value={shown ?? ''}
      onChange={(event) => type(event.target.value)}
      onBlur={settle}
      className="h-11 w-24 [appearance:textfield] rounded-house border border-line-strong bg-raised text-center text-18 font-semibold tabular-nums [&::-webkit-inner-spin-button]:appearance-none"
    />
  );
}

/** How far from its value a mark stands, rem: where several are on one, as far apart as they are wide. */
function sideways(mark: Mark, marks: Mark[]): number {
  const here = marks.filter(({ value }) => value === mark.value);
  // An own disc within one other's ring is the mark of meeting.
  return here.length < 2 || (mark.number === null && here.length === 2 && marks.length === 2)
    ? 0
    : here.indexOf(mark) - (here.length - 1) / 2;
}

type TrackProps = Pick<Props, 'issue' | 'chosen' | 'onChoose' | 'marks' | 'words'>;

function Track({ issue, chosen, onChoose, marks, words }: TrackProps) {
  const { min, max, step } = issue.range;
  const at = (value: number) => `${((value - min) / (max - min || 1)) * 100}%`;
  const agreed = marks.length > 1 && marks.every((mark) => mark.value === marks[0]?.value);
  return (
    <div className="px-3 pb-1">
      <div className="relative h-9">
        <div aria-hidden="true" className="absolute inset-x-0 top-4 h-0.5 bg-line-strong" />
        {chosen === null ? null : (
          <div
            aria-hidden="true"
            className="absolute top-1 h-7 w-1.5 -translate-x-1/2 rounded-full bg-ink"
            style={{ left: at(chosen) }}
          />
        )}
        {(agreed ? marks.slice(0, 1) : marks).map((mark) => (
          <span
            key={mark.role}
            aria-hidden="true"
            className="absolute grid -translate-1/2 place-items-center"
            // Several on one value stand beside each other.
            style={{ left: `calc(${at(mark.value)} + ${sideways(mark, marks)}rem)`, top: '1.0625rem' }}
          >
            {agreed ? (
              <AgreedMark className="size-4 bg-raised" />
            ) : mark.own ? (
              <OwnMark className="size-3.5" />
            ) : (
              <OtherMark className="size-3.5 bg-raised" number={mark.number} />
            )}
          </span>
        ))}
        <input
          type="range"
          tabIndex={-1}
          aria-hidden="true"
          min={min}
          max={max}
          step={step ?? 'any'}
          value={chosen ?? (min + max) / 2}
          onChange={(event) => onChoose(nearestStep(issue.range, Number(event.target.value)))}
          className="absolute -inset-x-2 inset-y-0 h-full w-[calc(100%+1rem)] cursor-pointer opacity-0"
        />
      </div>
      <div aria-hidden="true" className="flex justify-between text-14 leading-tight text-soft">
        <span>{words.number(min)}</span>
        <span>{words.number(max)}</span>
      </div>
    </div>
  );
}
