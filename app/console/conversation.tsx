'use client';
// What was said and done openly at a table, in order. Private notes, points and untold interests are not in this view.
import { useTranslations } from 'use-intl';
import type { ConversationEntry, TableView } from '../../server/protocol/table-view.ts';
import type { Package } from '../../simulations/schema.ts';
import { choiceWords } from '../debrief/choice-words.ts';
import { RoleName } from '../debrief/role-mark.tsx';
import { useSpeech } from '../debrief/use-speech.ts';

type Props = { view: TableView; nameOf: (person: string) => string };

export function Conversation({ view, nameOf }: Props) {
  const t = useTranslations('console.panel');
  const { say, time } = useSpeech();
  return (
    <div className="pt-6">
      <h3 className="mb-2 text-18 font-semibold">{t('conversation')}</h3>
      {view.conversation.length === 0 ? (
        <p className="text-16 text-soft">{t(view.talk === 'voice' ? 'byVoice' : 'nothingSaid')}</p>
      ) : null}
      <ol className="flex flex-col gap-3 text-16">
        {view.conversation.map((entry) => (
          <li key={entry.id}>
            <p className="flex items-baseline gap-2 text-14 text-soft">
              <RoleName roles={view.case.roles} role={entry.role} say={say} />
              {entry.kind === 'message' ? nameOf(entry.person) : null}
              <span className="ml-auto">{time(entry.at)}</span>
            </p>
            <Entry view={view} entry={entry} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Entry({ view, entry }: { view: TableView; entry: ConversationEntry }) {
  const t = useTranslations('console.panel');
  const { say } = useSpeech();
  switch (entry.kind) {
    case 'message':
      return <p className="whitespace-pre-line">{entry.words.text ?? t('erased')}</p>;
    case 'told':
      return <p>{t('told', { interest: say(entry.text) })}</p>;
    case 'asked':
      return <p>{t('asked')}</p>;
    case 'idea':
      return <PackageLine view={view} words={t('idea')} settlement={entry.package} />;
    case 'offer': {
      const offer = view.offers.find(({ id }) => id === entry.id);
      return offer ? (
        <PackageLine
          view={view}
          words={t(offer.standing === 'standing' ? 'standingOffer' : offer.standing)}
          settlement={offer.package}
        />
      ) : null;
    }
  }
}

function PackageLine({ view, words, settlement }: { view: TableView; words: string; settlement: Package }) {
  const speech = useSpeech();
  const chosen = view.case.issues.filter(({ id }) => settlement[id] !== undefined);
  return (
    <p>
      {words}{' '}
      {chosen
        .map((issue) => `${speech.say(issue.name)}: ${choiceWords(issue, settlement[issue.id], speech)}`)
        .join(' · ')}
    </p>
  );
}
