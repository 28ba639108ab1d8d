'use client';
// One issue with named options: a strip of radio buttons with own points under each, and the last offers as marks on the same
// row. Where the words would not fit side by side, the same options stand below each other.
import { Check } from 'lucide-react';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import type { Issue } from '../../../simulations/schema.ts';
import type { TextSize } from '../../look/choices.ts';
import { useLook } from '../../look/use-look.ts';
import { useWide } from '../../parts/use-wide.ts';
import type { OwnWorth } from '../own-worth.ts';
import type { TableWords } from '../use-table-words.ts';
import { type MarkedRoles, MarksAt } from './marks-at.tsx';

type OptionIssue = Extract<Issue, { options: unknown }>;
type Props = {
  issue: OptionIssue;
  chosen: string | null;
  onChoose: (option: string) => void;
  words: TableWords;
  worth: OwnWorth | null;
  marks: (option: string) => MarkedRoles;
  met: boolean;
};

const scale: Record<TextSize, number> = { normal: 1, large: 1.125, larger: 1.3125 };

/** Whether every label fits a strip: its longest word at 14 px, within the narrowest phone or the laptop's column. */
function fitsStrip(labels: string[], wide: boolean, size: TextSize): boolean {
  const longestWord = Math.max(...labels.flatMap((label) => label.split(/\s+/).map((word) => word.length)));
  const needed = labels.length * (longestWord * 7.4 + (size === 'normal' ? 10 : 16)) * scale[size];
  return needed <= (wide ? 392 : 322);
}

export function IssueOptions({ issue, chosen, onChoose, words, worth, marks, met }: Props) {
  const wide = useWide();
  const { text } = useLook();
  const name = useId();
  const labels = issue.options.map((option) => words.say(option.label));
  const strip = fitsStrip(labels, wide, text);
  return (
    <fieldset className="min-w-0">
      <IssueLegend met={met}>{words.say(issue.name)}</IssueLegend>
      <div
        className={`overflow-hidden rounded-house border border-line-strong bg-raised ${strip ? 'flex divide-x' : 'flex flex-col divide-y'} divide-line`}
      >
        {issue.options.map((option, index) => (
          <OptionCell
            key={option.id}
            name={name}
            label={labels[index] ?? ''}
            points={worth ? words.number(worth.ofChoice(issue.id, option.id)) : null}
            chosen={chosen === option.id}
            onChoose={() => onChoose(option.id)}
            marks={marks(option.id)}
            words={words}
            strip={strip}
          />
        ))}
      </div>
    </fieldset>
  );
}

export function IssueLegend({ met, children }: { met: boolean; children: string }) {
  const t = useTranslations('bargain.sheet');
  return (
    <>
      <legend className="float-left mb-1.5 text-16 font-semibold">{children}</legend>
      {met ? (
        <span className="float-right flex items-center gap-1 text-14 leading-6 text-good">
          <Check aria-hidden="true" className="size-4" />
          {t('met')}
        </span>
      ) : null}
      <div className="clear-both" />
    </>
  );
}

type CellProps = {
  name: string;
  label: string;
  points: string | null;
  chosen: boolean;
  onChoose: () => void;
  marks: MarkedRoles;
  words: TableWords;
  strip: boolean;
};

const focus = 'has-focus-visible:outline-3 has-focus-visible:-outline-offset-3 has-focus-visible:outline-ink';

function OptionCell({ name, label, points, chosen, onChoose, marks, words, strip }: CellProps) {
  const t = useTranslations('bargain.sheet');
  const id = useId();
  const shape = strip
    ? 'min-h-18 min-w-0 flex-1 flex-col items-center justify-start px-0.5 pt-1.5 pb-1 text-center text-14'
    : 'min-h-12 items-center gap-3 px-4 py-1.5 text-16';
  return (
    <label
      className={`relative flex ${shape} ${focus} has-checked:bg-own-soft has-checked:shadow-[inset_0_0_0_2px_var(--own)]`}
    >
      <input
        type="radio"
        name={name}
        checked={chosen}
        onChange={onChoose}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-more`}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <span className={strip ? 'mb-0.5 flex min-h-4 items-center' : 'flex min-w-8 items-center'}>
        <MarksAt roles={marks} />
      </span>
      <span
        id={`${id}-label`}
        className={`leading-tight ${chosen ? 'font-semibold' : ''} ${strip ? 'flex flex-1 items-center' : 'flex-1'}`}
      >
        {label}
      </span>
      {points === null ? null : <span className="text-14 text-soft">{t('points', { points })}</span>}
      <span id={`${id}-more`} className="sr-only">
        {points === null ? '' : t('points', { points })} <MarkWords roles={marks} words={words} />
      </span>
    </label>
  );
}

function MarkWords({ roles, words }: { roles: MarkedRoles; words: TableWords }) {
  const t = useTranslations('common.marks');
  return [roles.own ? t('own') : '', ...roles.others.map(({ role }) => t('other', { role: words.role(role) }))]
    .filter(Boolean)
    .join(', ');
}
