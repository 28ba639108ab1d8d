'use client';
// Adds somebody who has no phone or laptop: they sit at a table like everybody else, their result is written down for them.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { Field } from '../parts/field.tsx';
import { useLanguage } from '../words/use-language.ts';
import { useRejectionWords } from '../words/use-rejection.ts';

export function AddPerson({ onDone }: { onDone: () => void }) {
  const t = useTranslations('console.people');
  const names = useTranslations('common.language');
  const send = useCommand('session');
  const say = useRejectionWords();
  const [name, setName] = useState('');
  const [department, setDepartment] = useState('');
  const [language, setLanguage] = useState(useLanguage().language);
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const add = async () => {
    if (name.trim() === '') return setFault(say({ code: 'nameMissing' }));
    setPending(true);
    const answer = await send({
      type: 'addPerson',
      name: name.trim(),
      department: department.trim() || null,
      language,
    });
    setPending(false);
    if (answer.ok) onDone();
    else setFault('cancelled' in answer ? null : say(answer.rejection));
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <p className="text-16 text-soft">{t('addLead')}</p>
      <Field
        label={t('name')}
        value={name}
        maxLength={40}
        fault={fault}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t('department')}
        optional
        value={department}
        maxLength={40}
        onChange={(event) => setDepartment(event.target.value)}
      />
      <ChoiceRow
        label={names('label')}
        value={language}
        onChange={setLanguage}
        choices={[
          { value: 'nl', label: names('nl') },
          { value: 'en', label: names('en') },
        ]}
      />
      <Button type="submit" kind="primary" wide pending={pending}>
        {t('addSave')}
      </Button>
    </form>
  );
}
