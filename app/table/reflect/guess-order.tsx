'use client';
// A guess of the other side's priorities: the issues in an order, moved by buttons up and down, by hand or by keys.
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { useTableWords } from '../use-table-words.ts';

type Props = { view: TableView; guess: string[]; onChange: (guess: string[]) => void };

/** The list with the item at `from` moved to `to`. */
function moved(list: readonly string[], from: number, to: number): string[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

export function GuessOrder({ view, guess, onChange }: Props) {
  const t = useTranslations('reflect.guess');
  const words = useTableWords(view);
  const [said, setSaid] = useState('');
  const issues = view.case.issues;
  const order = guess.length === issues.length ? guess : issues.map((issue) => issue.id);
  const nameOf = (id: string) => {
    const issue = issues.find((one) => one.id === id);
    return issue ? words.say(issue.name) : id;
  };
  const move = (from: number, to: number) => {
    const id = order[from];
    if (id === undefined || to < 0 || to >= order.length) return;
    onChange(moved(order, from, to));
    setSaid(t('place', { issue: nameOf(id), place: to + 1 }));
  };
  return (
    <div className="max-w-md">
      <p className="mb-1 text-14 text-soft">{t('most')}</p>
      <ol className="divide-y divide-line rounded-house border border-line-strong bg-raised">
        {order.map((id, index) => (
          <li key={id} className="flex items-center gap-2 py-1 pr-1 pl-4">
            <span aria-hidden="true" className="w-6 font-serif text-18 text-soft">
              {index + 1}
            </span>
            <span className="min-w-0 flex-1 text-16 font-semibold">{nameOf(id)}</span>
            <MoveButton label={t('up', { issue: nameOf(id) })} off={index === 0} onClick={() => move(index, index - 1)}>
              <ArrowUp aria-hidden="true" className="size-5" />
            </MoveButton>
            <MoveButton
              label={t('down', { issue: nameOf(id) })}
              off={index === order.length - 1}
              onClick={() => move(index, index + 1)}
            >
              <ArrowDown aria-hidden="true" className="size-5" />
            </MoveButton>
          </li>
        ))}
      </ol>
      <p className="mt-1 text-14 text-soft">{t('least')}</p>
      {guess.length === 0 ? <p className="mt-2 text-14 text-soft">{t('untouched')}</p> : null}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

type MoveProps = { label: string; off: boolean; onClick: () => void; children: ReactNode };

/** Off at the ends of the list, yet still there for the keyboard: focus is not lost on the way up. */
function MoveButton({ label, off, onClick, children }: MoveProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={off}
      onClick={onClick}
      className="grid size-11 place-items-center rounded-house hover:bg-sunken aria-disabled:text-line-strong"
    >
      {children}
    </button>
  );
}
