'use client';
// The house rules, once before the first round: read, and tapped "Clear". The same text stands in the menu at any time.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import { useCommand } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { ConnectionStrip } from '../parts/connection-word.tsx';
import { OverflowMenu } from '../parts/overflow-menu.tsx';
import { RuleList, WhoSeesWhat } from './rule-list.tsx';

export function HouseRules({ lobby }: { lobby: LobbyView }) {
  const t = useTranslations('rules');
  const send = useCommand('session');
  const [pending, setPending] = useState(false);
  const clear = async () => {
    setPending(true);
    await send({ type: 'clearRules' });
    setPending(false);
  };
  return (
    <div className="flex min-h-dvh flex-col">
      <ConnectionStrip />
      <main id="content" className="mx-auto w-full max-w-2xl flex-1 px-5 pt-8 pb-10">
        <div className="flex items-start justify-between gap-4">
          <div>
            <h1 className="font-serif text-28 font-semibold sm:text-40">{t('title')}</h1>
            <p className="mt-2 text-18 text-soft">{t('lead')}</p>
          </div>
          <OverflowMenu onLanguage={(language) => void send({ type: 'changeMe', language, place: lobby.me.place })} />
        </div>
        <div className="mt-8">
          <RuleList />
        </div>
        <div className="mt-10">
          <WhoSeesWhat />
        </div>
      </main>
      <div className="sticky bottom-0 border-t border-line bg-paper px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <div className="mx-auto max-w-2xl">
          <Button kind="primary" wide pending={pending} onClick={() => void clear()}>
            {t('clear')}
          </Button>
        </div>
      </div>
    </div>
  );
}
