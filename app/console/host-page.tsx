'use client';
// Hosting: choose a case, keep or change what it suggests, and open a session. What was chosen survives every refusal.
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { hostAnswerSchema, hostRequestSchema } from '../../server/protocol/http.ts';
import type { SimulationCard } from '../../server/protocol/session-view.ts';
import { useAsking } from '../connection/use-asking.ts';
import { AskingNotice } from '../parts/asking-notice.tsx';
import { Button } from '../parts/button.tsx';
import { FootBar } from '../parts/foot-bar.tsx';
import { Notice } from '../parts/notice.tsx';
import { OverflowMenu } from '../parts/overflow-menu.tsx';
import { Empty, Loading } from '../parts/states.tsx';
import { useRejectionWords } from '../words/use-rejection.ts';
import { HostKeyField, useHostKey } from './host-key.tsx';
import { draftFor, type SetupDraft, setupOf } from './setup-draft.ts';
import { SetupForm } from './setup-form.tsx';
import { useLibrary } from './use-library.ts';

type Wish = Omit<z.input<typeof hostRequestSchema>, 'commandId'>;

export function HostPage() {
  const t = useTranslations('console.host');
  const product = useTranslations('common')('product');
  const retry = useTranslations('common.words')('retry');
  const library = useLibrary();
  return (
    <div className="mx-auto flex min-h-dvh max-w-3xl flex-col">
      <header className="flex h-16 items-center justify-between px-5">
        <Link href="/" className="font-serif text-22 font-semibold">
          {product}
        </Link>
        <OverflowMenu />
      </header>
      <main id="content" className="flex flex-1 flex-col">
        <div className="px-5 pt-4 pb-8">
          <h1 className="font-serif text-28 font-semibold sm:text-40">{t('title')}</h1>
          <p className="mt-3 max-w-prose text-18 text-soft">{t('lead')}</p>
        </div>
        {library.state === 'loading' ? <Loading>{t('loading')}</Loading> : null}
        {library.state === 'failed' ? (
          <Empty title={t('failed')}>
            <Button onClick={library.again}>{retry}</Button>
          </Empty>
        ) : null}
        {library.state === 'here' ? <HostForm cases={library.cases} /> : null}
      </main>
    </div>
  );
}

function HostForm({ cases }: { cases: SimulationCard[] }) {
  const t = useTranslations('console.host');
  const say = useRejectionWords();
  const router = useRouter();
  const [first] = cases;
  const [draft, setDraft] = useState<SetupDraft | null>(first ? draftFor(first) : null);
  const hostKey = useHostKey();
  const [fault, setFault] = useState<string | null>(null);
  // Not with `tooFast`: who guesses keys, or opens one session after the other, is told for how long to wait.
  const opening = useAsking<Wish, z.infer<typeof hostAnswerSchema>>('/api/sessions', ['busy', 'tryAgain']);
  if (cases.length === 0) return <Empty title={t('empty')} />;

  async function create() {
    if (!draft) return;
    setFault(null);
    const outcome = await opening.ask({ setup: setupOf(draft), ...hostKey.sent });
    if (outcome === null) return;
    if (!outcome.ok) return setFault(say(outcome.rejection));
    hostKey.remember();
    router.push(`/s/${outcome.answer.sessionId}/console`);
  }
  return (
    <form
      className="flex flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <div className="flex-1 px-5 pb-10">
        {/* What is being asked for is what stands here. */}
        <fieldset disabled={opening.waits !== null}>
          <SetupForm cases={cases} draft={draft} onChange={setDraft} />
          <HostKeyField hostKey={hostKey} />
        </fieldset>
      </div>
      <FootBar>
        <div className="min-w-0 flex-1">
          <Notice tone="stop">{fault}</Notice>
          <AskingNotice waits={opening.waits} stop={opening.stop} />
        </div>
        <Button
          type="submit"
          kind="primary"
          pending={opening.pending}
          disabled={draft === null}
          className="min-h-14 px-8 text-18"
        >
          {t('create')}
        </Button>
      </FootBar>
    </form>
  );
}
