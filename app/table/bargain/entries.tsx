'use client';
// The other things that stand in a conversation: messages, ideas, interests told and asked for.
import { MessageCircleQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ConversationEntry, TableView } from '../../../server/protocol/table-view.ts';
import type { Package } from '../../../simulations/schema.ts';
import { Button } from '../../parts/button.tsx';
import { isOwnSide } from '../offers.ts';
import { PackageWords } from '../package-words.tsx';
import { PackagePoints } from '../points-words.tsx';
import { useTableWords } from '../use-table-words.ts';

type Of<Kind extends ConversationEntry['kind']> = Extract<ConversationEntry, { kind: Kind }>;

/** Words of one side: own to the right on teal paper, the other's to the left on rust paper. */
export function Spoken({
  own,
  head,
  children,
  faint = false,
}: {
  own: boolean;
  head: ReactNode;
  children: ReactNode;
  faint?: boolean;
}) {
  return (
    <div className={`flex flex-col ${own ? 'items-end' : 'items-start'}`}>
      <p className="mb-0.5 text-14 text-soft">{head}</p>
      <div
        className={`max-w-[85%] rounded-house px-4 py-2.5 text-16 whitespace-pre-wrap ${own ? 'bg-own-soft' : 'bg-other-soft'} ${faint ? 'opacity-70' : ''}`}
      >
        {children}
      </div>
    </div>
  );
}

export function MessageEntry({ view, entry }: { view: TableView; entry: Of<'message'> }) {
  const t = useTranslations('bargain.talk');
  const words = useTableWords(view);
  const mine = view.viewer.kind === 'seat' && entry.person === view.viewer.person;
  const who = mine ? t('you') : `${words.person(entry.person)}, ${words.role(entry.role)}`;
  return (
    <Spoken own={isOwnSide(view, entry.role)} head={`${who} · ${words.time(entry.at)}`}>
      {entry.words.text ?? <em className="text-soft">{t('erased')}</em>}
    </Spoken>
  );
}

export function IdeaEntry({
  view,
  entry,
  onTake,
}: {
  view: TableView;
  entry: Of<'idea'>;
  onTake: (choices: Package) => void;
}) {
  const t = useTranslations('bargain.idea');
  const words = useTableWords(view);
  const own = isOwnSide(view, entry.role);
  const mine = own && view.viewer.kind === 'seat';
  const complete = view.case.issues.every((issue) => entry.package[issue.id] !== undefined);
  return (
    <article className="rounded-house border border-line-strong bg-raised p-4">
      <header className="mb-2 flex flex-wrap items-baseline gap-x-2 text-16">
        <span className="font-semibold">{mine ? t('own') : t('title', { who: words.role(entry.role) })}</span>
        <span className="text-14 text-soft">{words.time(entry.at)}</span>
      </header>
      <PackageWords view={view} choices={entry.package} chosenOnly />
      {complete ? <PackagePoints view={view} choices={entry.package} /> : null}
      {!mine && view.viewer.kind === 'seat' && view.stage === 'bargaining' ? (
        <Button kind="quiet" small className="mt-2 -ml-3" onClick={() => onTake(entry.package)}>
          {t('take')}
        </Button>
      ) : null}
    </article>
  );
}

export function ToldEntry({ view, entry }: { view: TableView; entry: Of<'told'> }) {
  const t = useTranslations('bargain.talk');
  const words = useTableWords(view);
  const own = isOwnSide(view, entry.role);
  const mine = own && view.viewer.kind === 'seat';
  return (
    <article className={`border-l-4 bg-raised px-4 py-3 ${own ? 'border-own' : 'border-other'}`}>
      <p className="text-14 text-soft">
        {mine ? t('toldOwn') : t('told', { who: words.role(entry.role) })} · {words.time(entry.at)}
      </p>
      <p className="mt-1 font-serif text-18">{words.say(entry.text)}</p>
    </article>
  );
}

export function AskedEntry({ view, entry }: { view: TableView; entry: Of<'asked'> }) {
  const t = useTranslations('bargain.talk');
  const words = useTableWords(view);
  const mine = isOwnSide(view, entry.role) && view.viewer.kind === 'seat';
  return (
    <p className="flex items-start gap-2 text-16">
      <MessageCircleQuestion aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-soft" />
      <span>
        {mine ? t('askedOwn') : t('asked', { who: words.role(entry.role) })}{' '}
        <span className="text-14 text-soft">{words.time(entry.at)}</span>
      </span>
    </p>
  );
}
