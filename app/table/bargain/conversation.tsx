'use client';
// The conversation of a table in order, with what is still on its way at the end. Readers hear what is added.
// Stays at the newest entry while one reads there, and leaves one alone while one reads further up.
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { ConversationEntry, TableView } from '../../../server/protocol/table-view.ts';
import type { Package } from '../../../simulations/schema.ts';
import { useConnection, useConnectionState, usePending, useSource } from '../../connection/hooks.ts';
import { Empty } from '../../parts/states.tsx';
import { AskedEntry, IdeaEntry, MessageEntry, Spoken, ToldEntry } from './entries.tsx';
import { OfferCard } from './offer-card.tsx';

type Props = { view: TableView; onTake: (choices: Package) => void };

export function Conversation({ view, onTake }: Props) {
  const t = useTranslations('bargain.talk');
  const connected = useConnectionState().kind === 'connected';
  const offset = useSource(useConnection().offset);
  const pending = usePending().flatMap(({ frame, at, state }) =>
    frame.command.type === 'sendMessage' &&
    state !== 'refused' &&
    frame.stream !== 'session' &&
    frame.stream.table === view.tableId &&
    !isThere(view, frame.command.text, at + offset)
      ? [{ id: frame.commandId, text: frame.command.text, state }]
      : [],
  );
  const scroller = useStayAtEnd(view.conversation.length + pending.length);
  const empty = view.conversation.length === 0 && pending.length === 0;
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={t('log')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="relative min-h-0 flex-1 overflow-y-auto px-4 py-4 lg:px-6"
    >
      {empty ? <Empty title={t('empty')}>{t('emptyText')}</Empty> : null}
      <ol className="flex flex-col gap-4">
        {view.conversation.map((entry) => (
          <li key={`${entry.kind}:${entry.id}`}>
            <Entry view={view} entry={entry} onTake={onTake} />
          </li>
        ))}
        {pending.map(({ id, text, state }) => (
          <li key={id}>
            <Spoken
              own
              head={`${t('you')} · ${t(state === 'sending' ? 'sending' : connected ? 'waitsForStore' : 'waits')}`}
              faint
            >
              {text}
            </Spoken>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Clocks are compared to about this. */
const clocksDifferMs = 2000;

/** Whether one's own words stand there already: their answer may be long in coming, or lost. */
function isThere({ viewer, conversation }: TableView, text: string, madeAt: number): boolean {
  return conversation.some(
    (entry) =>
      entry.kind === 'message' &&
      viewer.kind === 'seat' &&
      entry.person === viewer.person &&
      entry.words.text === text.trim() &&
      entry.at >= madeAt - clocksDifferMs,
  );
}

function Entry({ view, entry, onTake }: Props & { entry: ConversationEntry }) {
  switch (entry.kind) {
    case 'message':
      return <MessageEntry view={view} entry={entry} />;
    case 'idea':
      return <IdeaEntry view={view} entry={entry} onTake={onTake} />;
    case 'told':
      return <ToldEntry view={view} entry={entry} />;
    case 'asked':
      return <AskedEntry view={view} entry={entry} />;
    case 'offer': {
      const offer = view.offers.find((one) => one.id === entry.id);
      return offer ? <OfferCard view={view} offer={offer} onCounter={(one) => onTake(one.package)} /> : null;
    }
  }
}

/** Scrolls to the end when something is added, unless one has scrolled up to read. */
function useStayAtEnd(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const note = () => {
      wasAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 120;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new entry is what moves the end
  useEffect(() => {
    const element = scroller.current;
    if (element && wasAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [count]);
  return scroller;
}
