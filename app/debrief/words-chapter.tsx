'use client';
// One's own words: one word at the start of the debrief, and at its end what one takes along. Kept as typed until sent.
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { useCommand, useConnection, usePending } from '../connection/hooks.ts';
import { forget, keep, recall } from '../connection/kept.ts';
import { Button } from '../parts/button.tsx';
import { Field, TextArea } from '../parts/field.tsx';
import { useRejectionWords } from '../words/use-rejection.ts';
import { Chapter } from './chapter.tsx';

type Step = 'yourself' | 'takeaway';

export function WordsChapter({ view, step }: { view: TableView; step: Step }) {
  const t = useTranslations(`debrief.${step}`);
  const overtaken = useOvertaken(view.tableId, step);
  const written = view.own?.words.find((word) => word.step === step)?.words.text ?? null;
  return (
    <Chapter id={step} title={t('title')} lead={t('lead')}>
      <WordForm {...{ view, step, written, overtaken }} />
    </Chapter>
  );
}

/** What was written here and came to nothing, because later words of theirs stand. It is shown above, for them to see. */
function useOvertaken(tableId: string, step: Step): string | null {
  const pending = usePending();
  for (const { frame, rejection } of pending) {
    const { stream, command } = frame;
    const here = stream !== 'session' && stream.table === tableId;
    if (here && command.type === 'writeWord' && command.step === step && rejection?.code === 'superseded')
      return command.text;
  }
  return null;
}

/** What stands in the field. It goes on from what stands at the table; whoever is typing something else is not interrupted. */
function useWording(key: string, written: string | null, overtaken: string | null) {
  const [text, setText] = useState(() => {
    const kept = recall<string>(key);
    return (kept?.trim() === overtaken ? null : kept) ?? written ?? '';
  });
  const [known, setKnown] = useState({ written, overtaken });
  if (known.written !== written || known.overtaken !== overtaken) {
    setKnown({ written, overtaken });
    if ([known.written ?? '', overtaken].includes(text.trim())) setText(written ?? '');
  }
  useEffect(() => {
    if (overtaken !== null && recall<string>(key)?.trim() === overtaken) forget(key);
  }, [key, overtaken]);
  return [text, setText] as const;
}

type FormProps = { view: TableView; step: Step; written: string | null; overtaken: string | null };

function WordForm({ view, step, written, overtaken }: FormProps) {
  const t = useTranslations('debrief.write');
  const own = useTranslations(`debrief.${step}`);
  const send = useCommand({ table: view.tableId });
  const say = useRejectionWords();
  const key = `parley:word:${useConnection().owner}:${view.tableId}:${step}`;
  const [text, setText] = useWording(key, written, overtaken);
  const write = (next: string) => {
    setText(next);
    if (next === (written ?? '')) forget(key);
    else keep(key, next);
  };
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const save = async () => {
    setPending(true);
    const sent = text.trim();
    const answer = await send({ type: 'writeWord', step, text: sent });
    setPending(false);
    // What was typed on since is not sent yet.
    if (answer.ok && recall<string>(key)?.trim() === sent) forget(key);
    setFault(answer.ok || 'cancelled' in answer ? null : say(answer.rejection));
  };
  const Input = step === 'yourself' ? Field : TextArea;
  const unchanged = text.trim() === (written ?? '');
  return (
    <form
      className="flex max-w-xl flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !unchanged) void save();
      }}
    >
      <Input
        label={own('label')}
        hint={t('private')}
        maxLength={step === 'yourself' ? 60 : 600}
        value={text}
        fault={fault}
        onChange={(event: { target: { value: string } }) => write(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" kind="secondary" pending={pending} disabled={text.trim() === '' || unchanged}>
          {t('keep')}
        </Button>
        <p role="status" className="text-16 text-soft">
          {written !== null && unchanged ? t('kept') : null}
        </p>
      </div>
    </form>
  );
}
