'use client';
// Leading the debrief: nine steps in their order, what each shows on phones and screen, and a way to skip ahead.
// The large button opens the next one; nothing goes back.
import { Check, MonitorUp, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DebriefStep } from '../../server/protocol/phases.ts';
import { Button } from '../parts/button.tsx';
import { AskOnce } from '../parts/dialog.tsx';
import { useAct } from './act.tsx';
import { nextStep, stepsInOrder } from './next-step.ts';
import type { Desk } from './use-console.ts';

type State = 'open' | 'now' | 'skipped' | 'next' | 'later';

export function DebriefLead({ desk }: { desk: Desk }) {
  const t = useTranslations('console.lead');
  const opened = (desk.round?.debrief ?? []).map(({ step }) => step);
  const latest = opened.at(-1);
  const reached = latest === undefined ? -1 : stepsInOrder.indexOf(latest);
  const stateOf = (step: DebriefStep, index: number): State => {
    if (step === latest) return 'now';
    if (opened.includes(step)) return 'open';
    if (index < reached) return 'skipped';
    return index === reached + 1 ? 'next' : 'later';
  };
  return (
    <section aria-label={t('title')}>
      <p className="mb-4 max-w-prose text-16 text-soft">{t('hint')}</p>
      <ol className="border-y border-line">
        {stepsInOrder.map((step, index) => (
          <Step key={step} step={step} index={index} state={stateOf(step, index)} />
        ))}
      </ol>
      {nextStep(desk.view).kind === 'nextRound' ? null : <EndHere desk={desk} />}
    </section>
  );
}

function Step({ step, index, state }: { step: DebriefStep; index: number; state: State }) {
  const t = useTranslations('console.lead');
  const steps = useTranslations('debrief.steps');
  const { act } = useAct();
  const now = state === 'now';
  return (
    <li
      aria-current={now ? 'step' : undefined}
      className={`flex gap-4 border-b ${state === 'later' ? 'items-center' : ''} border-line py-3 last:border-b-0 ${now ? 'bg-raised px-3' : ''}`}
    >
      <span
        aria-hidden="true"
        className={`w-6 shrink-0 pt-0.5 text-right text-16 ${now ? 'font-semibold' : 'text-soft'}`}
      >
        {state === 'open' ? <Check className="ml-auto size-5" /> : index + 1}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className={`text-18 ${now ? 'font-semibold' : state === 'skipped' ? 'text-soft line-through' : ''}`}>
            {steps(step)}
          </span>
          <span className="text-14 text-soft">{t(`state.${state}`)}</span>
        </p>
        {now || state === 'next' ? (
          <dl className="mt-1.5 flex flex-col gap-1 text-16 text-soft">
            <div className="flex gap-2">
              <dt>
                <Smartphone aria-hidden="true" className="mt-0.5 size-5" />
                <span className="sr-only">{t('phones')}</span>
              </dt>
              <dd>{t(`phone.${step}`)}</dd>
            </div>
            <div className="flex gap-2">
              <dt>
                <MonitorUp aria-hidden="true" className="mt-0.5 size-5" />
                <span className="sr-only">{t('screen')}</span>
              </dt>
              <dd>{t(`projector.${step}`)}</dd>
            </div>
          </dl>
        ) : null}
      </div>
      {state === 'later' ? (
        <Button
          small
          kind="quiet"
          aria-label={t('skipTo', { step: steps(step) })}
          onClick={() => void act({ type: 'openDebriefStep', step })}
        >
          {t('skip')}
        </Button>
      ) : null}
    </li>
  );
}

/** Another round without opening the rest. */
function EndHere({ desk }: { desk: Desk }) {
  const t = useTranslations('console.lead');
  const { act } = useAct();
  const [asking, setAsking] = useState(false);
  const name = useTranslations('console.next')('nextRound');
  return (
    <div className="mt-4">
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {name}
      </Button>
      <AskOnce
        open={asking}
        onOpenChange={setAsking}
        title={t('endTitle', { round: desk.view.rounds.length + 1 })}
        confirm={t('endConfirm')}
        onConfirm={() => {
          setAsking(false);
          void act({ type: 'nextRound' });
        }}
      >
        {t('endText')}
      </AskOnce>
    </div>
  );
}
