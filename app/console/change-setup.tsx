'use client';
// Between rounds: another case, other phases or minutes. What stays as it is need not be touched.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Setup } from '../../server/protocol/session-commands.ts';
import { Button } from '../parts/button.tsx';
import { Empty, Loading } from '../parts/states.tsx';
import { useAct } from './act.tsx';
import { draftOf, type SetupDraft, setupOf } from './setup-draft.ts';
import { SetupForm } from './setup-form.tsx';
import { useLibrary } from './use-library.ts';

export function ChangeSetup({ setup, onDone }: { setup: Setup; onDone: () => void }) {
  const t = useTranslations('console');
  const retry = useTranslations('common.words')('retry');
  const library = useLibrary();
  if (library.state === 'loading') return <Loading>{t('host.loading')}</Loading>;
  if (library.state === 'failed') {
    return (
      <Empty title={t('host.failed')}>
        <Button onClick={library.again}>{retry}</Button>
      </Empty>
    );
  }
  const card = library.cases.find(({ id }) => id === setup.simulation) ?? null;
  return <ChangeForm library={library.cases} first={draftOf(setup, card)} onDone={onDone} />;
}

type FormProps = { library: Parameters<typeof SetupForm>[0]['cases']; first: SetupDraft; onDone: () => void };

function ChangeForm({ library, first, onDone }: FormProps) {
  const t = useTranslations('console.menu');
  const { act } = useAct();
  const [draft, setDraft] = useState(first);
  const [pending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    const done = await act({ type: 'changeSetup', setup: setupOf(draft) });
    setPending(false);
    if (done) onDone();
  };
  return (
    <div className="flex flex-col gap-8">
      <SetupForm cases={library} draft={draft} onChange={setDraft} />
      <Button kind="primary" wide pending={pending} onClick={() => void save()}>
        {t('setupSave')}
      </Button>
    </div>
  );
}
