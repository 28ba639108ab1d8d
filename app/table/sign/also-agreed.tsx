'use client';
// Up to three free lines below the package, not scored. Changing them makes signatures lapse; that is said beforehand.
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { useMove } from '../use-move.ts';

const mostLines = 3;

export function AlsoAgreed({ view }: { view: TableView }) {
  const t = useTranslations('sign.lines');
  const erased = useTranslations('common.words')('erased');
  const { make, pending, fault } = useMove(view.tableId);
  const seated = view.viewer.kind === 'seat';
  if (!seated && view.lines.length === 0) return null;
  return (
    <section aria-labelledby="also-agreed" className="mt-8">
      <h2 id="also-agreed" className="font-serif text-18 font-semibold">
        {t('title')}
      </h2>
      {seated ? <p className="mt-1 mb-2 text-14 text-soft">{t('lead')}</p> : null}
      <ol className="font-serif text-18">
        {view.lines.map((line) => {
          const text = line.words.text ?? erased;
          return (
            <li key={line.id} className="flex items-center justify-between gap-3 border-t border-line py-1">
              <span className="min-w-0">{text}</span>
              {seated ? (
                <button
                  type="button"
                  aria-label={t('remove', { line: text })}
                  disabled={pending}
                  onClick={() => void make({ type: 'removeLine', lineId: line.id })}
                  className="grid size-11 shrink-0 place-items-center rounded-house hover:bg-sunken"
                >
                  <X aria-hidden="true" className="size-5" />
                </button>
              ) : null}
            </li>
          );
        })}
      </ol>
      {seated && view.lines.length < mostLines ? (
        <NewLine pending={pending} onAdd={(text) => make({ type: 'addLine', text })} />
      ) : null}
      <p role="alert" className="text-14 text-stop empty:hidden">
        {fault}
      </p>
    </section>
  );
}

function NewLine({ pending, onAdd }: { pending: boolean; onAdd: (text: string) => Promise<boolean> }) {
  const t = useTranslations('sign.lines');
  const [text, setText] = useState<string | null>(null);
  if (text === null) {
    return (
      <Button kind="quiet" small className="-ml-3" onClick={() => setText('')}>
        {t('add')}
      </Button>
    );
  }
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && (await onAdd(text.trim()))) setText(null);
  };
  return (
    <form onSubmit={(event) => void add(event)} className="mt-2 flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Field
          label={t('label')}
          value={text}
          maxLength={280}
          placeholder={t('placeholder')}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" pending={pending} disabled={text.trim() === ''}>
        {t('save')}
      </Button>
    </form>
  );
}
