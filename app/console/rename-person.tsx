'use client';
// Another name for somebody, e.g. where two are called alike.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { useRejectionWords } from '../words/use-rejection.ts';

export function RenamePerson({ person, name, onDone }: { person: string; name: string; onDone: () => void }) {
  const t = useTranslations('console.people');
  const send = useCommand('session');
  const say = useRejectionWords();
  const [text, setText] = useState(name);
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const save = async () => {
    if (text.trim() === '') return setFault(say({ code: 'nameMissing' }));
    setPending(true);
    const answer = await send({ type: 'renamePerson', person, name: text.trim() });
    setPending(false);
    if (answer.ok) onDone();
    else setFault('cancelled' in answer ? null : say(answer.rejection));
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label={t('name')}
        value={text}
        maxLength={40}
        fault={fault}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" kind="primary" wide pending={pending}>
        {t('renameSave')}
      </Button>
    </form>
  );
}
