'use client';
// The form by which somebody joins: code, name, department, language, place. What was filled in survives every refusal.
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Rejection } from '../../server/protocol/rejection.ts';
import { useAsking } from '../connection/use-asking.ts';
import { AskingNotice } from '../parts/asking-notice.tsx';
import { Button } from '../parts/button.tsx';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { Field } from '../parts/field.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Language } from '../words/languages.ts';
import { useLanguage } from '../words/use-language.ts';
import { useRejectionWords } from '../words/use-rejection.ts';

type Place = 'room' | 'elsewhere';
type Wish = { code: string; name: string; department: string | null; language: Language; place: Place };
type Answer = { sessionId: string; person: string };
type Fault = { field: 'code' | 'name' | 'department' | null; text: string };

const fieldOf = ({ code, field }: Rejection): Fault['field'] => {
  if (code === 'unknownCode' || code === 'sessionOver' || code === 'sessionFull') return 'code';
  if (code === 'nameTaken' || code === 'nameMissing') return 'name';
  return field === 'code' || field === 'name' || field === 'department' ? field : null;
};

export function JoinForm({ code: given }: { code: string }) {
  const t = useTranslations('join');
  const common = useTranslations('common.language');
  const say = useRejectionWords();
  const router = useRouter();
  const { language, setLanguage } = useLanguage();
  const [code, setCode] = useState(given);
  const [name, setName] = useState('');
  const [department, setDepartment] = useState('');
  const [place, setPlace] = useState<Place>('room');
  const [fault, setFault] = useState<Fault | null>(null);
  const joining = useAsking<Wish, Answer>('/api/join', ['busy', 'tooFast', 'tryAgain']);

  async function join(event: FormEvent) {
    event.preventDefault();
    if (code.trim() === '') return setFault({ field: 'code', text: t('codeMissing') });
    if (name.trim() === '') return setFault({ field: 'name', text: say({ code: 'nameMissing' }) });
    setFault(null);
    const outcome = await joining.ask({ code, name, department: department.trim() || null, language, place });
    if (outcome === null) return;
    if (outcome.ok) return router.push(`/s/${outcome.answer.sessionId}/p/${outcome.answer.person}`);
    setFault({ field: fieldOf(outcome.rejection), text: say(outcome.rejection) });
  }

  const faultOf = (field: Fault['field']) => (fault?.field === field ? fault.text : null);
  return (
    // `dialog`: pressed before the page has come to life it does nothing, in place of loading the page anew without what was typed.
    <form method="dialog" onSubmit={(event) => void join(event)} noValidate className="flex flex-col gap-4">
      <fieldset disabled={joining.waits !== null} className="contents">
        <Field
          label={t('code')}
          hint={t('codeHint')}
          fault={faultOf('code')}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          className="text-22! font-semibold tracking-widest uppercase"
        />
        <Field
          label={t('name')}
          fault={faultOf('name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="given-name"
          maxLength={40}
        />
        <Field
          label={t('department')}
          fault={faultOf('department')}
          optional
          value={department}
          onChange={(event) => setDepartment(event.target.value)}
          autoComplete="off"
          maxLength={40}
        />
        <ChoiceRow
          label={t('language')}
          value={language}
          onChange={setLanguage}
          choices={[
            { value: 'nl', label: common('nl') },
            { value: 'en', label: common('en') },
          ]}
        />
        <ChoiceRow<Place>
          label={t('place')}
          value={place}
          onChange={setPlace}
          choices={[
            { value: 'room', label: t('room') },
            { value: 'elsewhere', label: t('elsewhere') },
          ]}
        />
      </fieldset>
      <Notice tone="stop">{faultOf(null)}</Notice>
      <AskingNotice waits={joining.waits} stop={joining.stop} />
      <Button kind="primary" type="submit" wide pending={joining.pending}>
        {t('join')}
      </Button>
    </form>
  );
}
