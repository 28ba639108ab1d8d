'use client';
// The foot of the console: the one large button for the next step, always in the same place and naming what it will do,
// and beside it the clock's few switches.
import { Pause, Play, TimerReset } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../parts/button.tsx';
import { AskOnce } from '../parts/dialog.tsx';
import { useAct } from './act.tsx';
import { readiness } from './attention.ts';
import { NextButton } from './next-button.tsx';
import { type NextStep, nextStep } from './next-step.ts';
import type { Seating } from './seating.tsx';
import type { Desk } from './use-console.ts';
import { useNextWords } from './use-next-words.ts';

export function NextBar({ desk, seating }: { desk: Desk; seating: Seating }) {
  const words = useNextWords(desk, seating);
  const t = useTranslations('console.next');
  const { act, later, held } = useAct();
  const [pending, setPending] = useState(false);
  const [asking, setAsking] = useState<'endBargaining' | 'endSigning' | null>(null);
  const next = nextStep(desk.view);
  const people = desk.view.people.filter(({ gone }) => !gone).length;

  async function go(step: NextStep) {
    if (step.kind === 'endBargaining' || step.kind === 'endSigning') return setAsking(step.kind);
    setPending(true);
    await act(commandOf(step, seating, desk.view.rounds.length));
    setPending(false);
  }
  const end = () => {
    if (asking) later(t(`${asking}Soon`), { type: 'endPhase' });
    setAsking(null);
  };
  return (
    <div className="flex flex-col gap-2 border-t border-line bg-paper px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:flex-row sm:flex-wrap sm:items-center sm:gap-x-6 lg:px-6">
      <Clocks desk={desk} />
      <NextButton
        name={words.name}
        details={words.details}
        pending={pending}
        disabled={
          (next.kind === 'seat' && people < 2) ||
          ((next.kind === 'endBargaining' || next.kind === 'endSigning') && held.length > 0)
        }
        onClick={() => void go(next)}
      />
      <AskOnce
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t(`${asking ?? 'endBargaining'}.title`)}
        confirm={t(`${asking ?? 'endBargaining'}.confirm`)}
        onConfirm={end}
        danger
      >
        {t(`${asking ?? 'endBargaining'}.text`, { tables: 'tables' in next ? next.tables : 0 })}
      </AskOnce>
    </div>
  );
}

function commandOf(
  step: Exclude<NextStep, { kind: 'endBargaining' | 'endSigning' }>,
  seating: Seating,
  rounds: number,
) {
  switch (step.kind) {
    case 'seat':
      return { type: 'seatEveryone', ...seating, pairs: rounds === 0 ? 'new' : seating.pairs } as const;
    case 'phase':
      return { type: 'startPhase', kind: step.phase } as const;
    case 'step':
      return { type: 'openDebriefStep', step: step.step } as const;
    case 'nextRound':
      return { type: 'nextRound' } as const;
  }
}

function Clocks({ desk }: { desk: Desk }) {
  const t = useTranslations('console.next');
  const { act } = useAct();
  const { round, monitor } = desk;
  if (!round?.phase) return null;
  const { ready, seated } = readiness(round, monitor);
  const counts = round.phase.kind === 'read' || round.phase.kind === 'prepare';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {round.clock.paused ? (
        <Button
          icon={<Play aria-hidden="true" className="size-5" />}
          onClick={() => void act({ type: 'resume', tableId: null })}
        >
          {t('resume')}
        </Button>
      ) : (
        <Button
          icon={<Pause aria-hidden="true" className="size-5" />}
          onClick={() => void act({ type: 'pause', tableId: null })}
        >
          {t('pause')}
        </Button>
      )}
      <Button
        icon={<TimerReset aria-hidden="true" className="size-5" />}
        onClick={() => void act({ type: 'addTime', minutes: 2 })}
      >
        {t('addTwo')}
      </Button>
      {counts ? (
        <p role="status" className="pl-2 text-18 font-semibold">
          {t('ready', { ready, seated })}
        </p>
      ) : null}
    </div>
  );
}
