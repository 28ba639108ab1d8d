'use client';
// Where one writes to the table. What is typed stays in this browser until it is sent; Enter sends where there is a keyboard.
import { SendHorizontal } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { useConnection } from '../../connection/hooks.ts';
import { forget, keep, recall } from '../../connection/kept.ts';
import { Button } from '../../parts/button.tsx';
import { useMove } from '../use-move.ts';

const most = 2000;

export function Composer({ view }: { view: TableView }) {
  const t = useTranslations('bargain.talk');
  const id = useId();
  const key = `parley:message:${useConnection().owner}:${view.tableId}`;
  const [text, setText] = useState(() => recall<string>(key) ?? '');
  const { make, fault } = useMove(view.tableId);
  const asking = useMove(view.tableId);
  const write = (next: string) => {
    setText(next);
    if (next === '') forget(key);
    else keep(key, next);
  };
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const words = text.trim();
    if (words === '') return;
    write('');
    // Refused: the words come back, unless something new was typed meanwhile.
    if (await make({ type: 'sendMessage', text: words })) return;
    setText((now) => (now === '' ? words : now));
    if (recall<string>(key) === null) keep(key, words);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const sends = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
    if (!sends || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    void send();
  };
  const left = most - text.length;
  return (
    <form onSubmit={(event) => void send(event)} className="border-t border-line px-4 pt-2 lg:px-6 lg:py-3">
      <div className="flex items-end gap-2">
        <label htmlFor={id} className="sr-only">
          {t('message')}
        </label>
        <textarea
          id={id}
          rows={1}
          value={text}
          maxLength={most}
          placeholder={t('placeholder')}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-40 min-h-12 min-w-0 flex-1 resize-none rounded-house border border-line-strong bg-raised px-4 py-2.5 text-16 placeholder:text-soft"
        />
        <Button
          type="submit"
          aria-label={t('send')}
          disabled={text.trim() === ''}
          className="size-12 px-0!"
          icon={<SendHorizontal aria-hidden="true" className="size-5" />}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 text-14">
        <Button
          kind="quiet"
          small
          className="-ml-3 text-14!"
          pending={asking.pending}
          onClick={() => void asking.make({ type: 'askInterest' })}
        >
          {t('ask')}
        </Button>
        {left < 200 ? <span className="text-soft">{t('tooLong', { left })}</span> : null}
      </div>
      <p role="alert" className="text-14 text-stop empty:hidden">
        {fault ?? asking.fault}
      </p>
    </form>
  );
}
