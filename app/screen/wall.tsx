'use client';
// What hangs on the wall: the way in, the phase with its clock, or one idea a debrief step. Nothing below 32 px on a
// screen of 1440 by 900; every measure grows with the screen.
import './wall.css';
import { useTranslations } from 'use-intl';
import type { ScreenView } from '../../server/protocol/session-view.ts';
import { useSpeech } from '../debrief/use-speech.ts';
import { useConnectionNews } from '../parts/connection-news.ts';
import { PhaseWall } from './phase-wall.tsx';
import { StepWall } from './step-wall.tsx';
import { WayIn } from './way-in.tsx';

export function Wall({ view }: { view: ScreenView }) {
  const t = useTranslations('screen');
  const { say } = useSpeech();
  const news = useConnectionNews();
  const round = view.round && !view.round.closed ? view.round : null;
  const step = round?.phase?.kind === 'debrief' ? (round.debrief.at(-1) ?? null) : null;
  return (
    <div className="wall flex min-h-dvh flex-col px-[4vw] py-[3.5vh]">
      <header className="flex items-baseline justify-between gap-[3vw] text-wall-small text-soft">
        <p className="min-w-0 truncate">
          {round ? t('header', { case: say(round.case.title), round: round.number }) : t('product')}
        </p>
        {round?.phase ? (
          <p className="shrink-0 whitespace-nowrap tracking-[0.08em]">{t('code', { code: view.code })}</p>
        ) : null}
      </header>
      <main id="content" className="flex flex-1 flex-col justify-center py-[2vh]">
        {round?.phase ? (
          step ? (
            <StepWall step={step} round={round} />
          ) : (
            <PhaseWall round={round} />
          )
        ) : (
          <WayIn view={view} />
        )}
      </main>
      <p role="status" className="text-wall-small text-soft">
        {news ? (news.title ?? t('reconnecting')) : null}
      </p>
    </div>
  );
}
