'use client';
// Moves that did not get through: said plainly, with a way to cancel, and after a while asked again. Stands in every live page.
import { useTranslations } from 'use-intl';
import { useConnection, usePending } from '../connection/hooks.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

const named = ['makeOffer', 'acceptOffer', 'signAgreement'] as const;
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
  const t = useTranslations('common.unsent');
  const connection = useConnection();
  const stuck = usePending().filter(({ state, frame }) => state !== 'sending' && !quiet.has(frame.command.type));
  return (
    <>
      {stuck.map(({ frame, state }) => {
        const what = t(named.find((name): name is Named => name === frame.command.type) ?? 'other');
        return (
          <Notice
            key={frame.commandId}
            tone="warn"
            action={
              <div className="flex shrink-0 flex-wrap gap-2">
                {state === 'asking' ? (
                  <Button small onClick={() => connection.sendAgain(frame.commandId)}>
                    {t('again')}
                  </Button>
                ) : null}
                <Button small kind="quiet" onClick={() => connection.cancelSending(frame.commandId)}>
                  {t('cancel')}
                </Button>
              </div>
            }
          >
            {state === 'asking' ? t('ask', { what }) : t('waiting', { what })}
          </Notice>
        );
      })}
    </>
  );
}
