'use client';
// Moves that did not get through: said plainly, with a way to cancel, and after a while asked again. And words that were
// refused after one had gone on. Stands in every live page.
import { useTranslations } from 'use-intl';
import { useConnection, useConnectionState, usePending } from '../connection/hooks.ts';
import type { Pending } from '../connection/pending.ts';
import { useRejectionWords } from '../words/use-rejection.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

const named = ['makeOffer', 'acceptOffer', 'signAgreement', 'sendMessage', 'submitReflection', 'writeWord'] as const;
/** These go by themselves, and their own places say that they wait. */
const quiet = new Set<string>([
  'sendMessage',
  'submitReflection',
  'writeWord',
  'clearRules',
  'declareReady',
  'changeMe',
  'endBreak',
]);
type Named = (typeof named)[number];

export function Unsent() {
  const pending = usePending();
  const stuck = pending.filter(
    ({ state, frame }) => state === 'refused' || (state !== 'sending' && !quiet.has(frame.command.type)),
  );
  // Always there, so that readers hear each of them once. However long the words are, what one is at stays in sight.
  return (
    <div role="status" className="max-h-[40dvh] shrink-0 overflow-y-auto">
      {stuck.map((one) => (
        <UnsentOne key={one.frame.commandId} one={one} />
      ))}
    </div>
  );
}

function wordsOf(command: Pending['frame']['command']): string | null {
  if (command.type === 'submitReflection') return command.reflection.note;
  return 'text' in command ? command.text : null;
}

function UnsentOne({ one }: { one: Pending }) {
  const t = useTranslations('common.unsent');
  const connection = useConnection();
  const say = useSayUnsent();
  const { commandId, command } = one.frame;
  const words = one.state === 'refused' ? wordsOf(command) : null;
  return (
    <Notice
      tone="warn"
      within
      action={
        <div className="flex shrink-0 flex-wrap gap-2">
          {one.state === 'asking' ? (
            <Button small onClick={() => connection.sendAgain(commandId)}>
              {t('again')}
            </Button>
          ) : null}
          <Button small kind="quiet" onClick={() => connection.cancelSending(commandId)}>
            {t(one.state === 'refused' ? 'seen' : 'cancel')}
          </Button>
        </div>
      }
    >
      {say(one)}
      {words ? <blockquote className="mt-2 border-l-2 border-line pl-3 whitespace-pre-wrap">{words}</blockquote> : null}
    </Notice>
  );
}

function useSayUnsent(): (one: Pending) => string {
  const t = useTranslations('common.unsent');
  const rejected = useRejectionWords();
  const connected = useConnectionState().kind === 'connected';
  return ({ frame, state, uncertain, rejection }) => {
    const what = t(named.find((name): name is Named => name === frame.command.type) ?? 'other');
    const why = rejection ? rejected(rejection) : '';
    if (state === 'refused') return t(rejection?.code === 'superseded' ? 'superseded' : 'refused', { what, why });
    if (state === 'asking') return t(uncertain ? 'uncertain' : 'ask', { what });
    return t(connected ? 'store' : 'waiting', { what });
  };
}
