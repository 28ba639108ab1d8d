'use client';
// Between things: says for whom or what one waits, offers a chair to a late-comer, and something worth reading meanwhile.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import { useCommand, useSummary } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { useRejectionWords } from '../words/use-rejection.ts';
import { useSpoken } from '../words/use-spoken.ts';
import { HowARoundGoes } from './how-a-round-goes.tsx';

export function Waiting({ lobby }: { lobby: LobbyView }) {
  const t = useTranslations('table.waiting');
  const say = useSpoken();
  const room = useSummary('room');
  return (
    <main id="content" className="mx-auto max-w-2xl px-5 pt-8 pb-16">
      <h1 className="font-serif text-28 font-semibold sm:text-40">{t('title', { name: lobby.me.name.text ?? '' })}</h1>
      <p className="mt-3 text-18" role="status">
        {lobby.late ? t('late') : lobby.roundClosed ? t('between') : t('seating')}
        {room && room.people > 0 ? ` ${t('hereOf', { here: room.here, people: room.people })}.` : ''}
      </p>
      <div className="mt-8 empty:hidden">{lobby.me.chair ? <ChairOffered lobby={lobby} /> : null}</div>
      <div className="mt-8">
        <Section title={t('case')}>
          <p className="text-18 font-semibold">{say(lobby.case.title)}</p>
          <p className="reading mt-2">{say(lobby.case.summary)}</p>
          {lobby.case.contentNotes.length > 0 ? (
            <div className="mt-4 border-l-4 border-line-strong pl-4 text-16">
              <p className="font-semibold">{t('contentNote')}</p>
              {lobby.case.contentNotes.map((note) => (
                <p key={note.en} className="text-soft">
                  {say(note)}
                </p>
              ))}
            </div>
          ) : null}
        </Section>
        <Section title={t('howTitle')}>
          <HowARoundGoes />
        </Section>
        <p className="border-t border-line pt-4 text-16 text-soft">{t('leave')}</p>
      </div>
    </main>
  );
}

function ChairOffered({ lobby }: { lobby: LobbyView }) {
  const t = useTranslations('table.chair');
  const send = useCommand('session');
  const say = useRejectionWords();
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const offer = lobby.me.chair;
  if (!offer) return null;
  const take = async () => {
    setPending(true);
    const outcome = await send({ type: 'takeChair' });
    setPending(false);
    if (!outcome.ok && 'rejection' in outcome) setFault(say(outcome.rejection));
  };
  return (
    <section aria-labelledby="chair" className="border-l-4 border-own bg-own-soft px-5 py-4">
      <h2 id="chair" className="text-18 font-semibold">
        {t('title')}
      </h2>
      <p className="mt-1 mb-4 text-16">
        {offer.chair.kind === 'observer' ? t('observer', { label: offer.label }) : t('seat', { label: offer.label })}
      </p>
      <Button kind="primary" pending={pending} onClick={() => void take()}>
        {t('take')}
      </Button>
      <Notice tone="stop">{fault}</Notice>
    </section>
  );
}
