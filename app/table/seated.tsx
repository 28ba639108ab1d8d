'use client';
// Seated, before reading: at which table, as whom, with whom, and for what one waits.
import { useTranslations } from 'use-intl';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { Section } from '../parts/section.tsx';
import { HowARoundGoes } from '../person/how-a-round-goes.tsx';
import { useTableWords } from './use-table-words.ts';

export function Seated({ lobby, view }: { lobby: LobbyView; view: TableView }) {
  const t = useTranslations('table.waiting');
  const words = useTableWords(view);
  const { viewer, label } = view;
  const others = view.seats
    .flatMap((seat) => seat.holders.map((holder) => ({ person: holder.person, role: seat.role })))
    .filter(({ person }) => person !== lobby.me.person)
    .map(({ person, role }) => `${words.person(person)} (${words.role(role)})`);
  return (
    <main id="content" className="mx-auto max-w-2xl px-5 pt-8 pb-16">
      <p className="text-16 text-soft">{t('seated')}</p>
      <h1 className="font-serif text-28 font-semibold sm:text-40">
        {viewer.kind === 'seat' ? t('seatedAt', { label, role: words.role(viewer.role) }) : t('observing', { label })}
      </h1>
      {others.length > 0 ? <p className="mt-3 text-18">{t('with', { names: others.join(', ') })}</p> : null}
      <p role="status" className="mt-2 text-18 text-soft">
        {t('reading')}
      </p>
      <div className="mt-10">
        <Section title={words.say(view.case.title)}>
          <p className="reading">{words.say(view.case.summary)}</p>
          {view.case.contentNotes.map((note) => (
            <p key={note.en} className="mt-3 border-l-4 border-line-strong pl-4 text-16">
              <span className="font-semibold">{t('contentNote')}: </span>
              {words.say(note)}
            </p>
          ))}
        </Section>
        <Section title={t('howTitle')}>
          <HowARoundGoes />
        </Section>
      </div>
    </main>
  );
}
