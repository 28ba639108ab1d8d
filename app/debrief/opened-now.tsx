'use client';
// Brings the chapter that the facilitator opens into view and says so to readers. Somebody who is writing is not pulled
// away: then a button waits at the foot of the page.
import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OpenedStep } from '../../server/protocol/debrief-view.ts';
import { Button } from '../parts/button.tsx';
import { chapterId } from './chapter.tsx';
import { chapterOf, latestStep } from './opened.ts';

export function OpenedNow({ steps }: { steps: readonly OpenedStep[] }) {
  const t = useTranslations('debrief');
  const latest = latestStep(steps)?.step ?? null;
  const seen = useRef<OpenedStep['step'] | null>(null);
  const [waiting, setWaiting] = useState<OpenedStep['step'] | null>(null);

  useEffect(() => {
    if (latest === null || latest === seen.current) return;
    // A page that is opened or reloaded starts at the newest chapter, without travelling there.
    const arriving = seen.current === null;
    seen.current = latest;
    if (arriving) goTo(latest, 'instant');
    else if (isWriting()) setWaiting(latest);
    else {
      setWaiting(null);
      goTo(latest, 'smooth');
    }
  }, [latest]);

  return (
    <>
      <p role="status" className="sr-only">
        {latest === null ? '' : t('opened', { step: t(`steps.${latest}`) })}
      </p>
      {waiting === null ? null : (
        <div className="fixed inset-x-0 bottom-[max(1rem,env(safe-area-inset-bottom))] z-20 flex justify-center px-4">
          <Button
            kind="primary"
            icon={<ArrowDown aria-hidden="true" className="size-4" />}
            onClick={() => {
              setWaiting(null);
              goTo(waiting, 'smooth');
            }}
          >
            {t('goTo', { step: t(`steps.${waiting}`) })}
          </Button>
        </div>
      )}
    </>
  );
}

const isWriting = () => {
  const focused = document.activeElement;
  return focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement;
};

/** Scrolls to a chapter and moves the reader's place with it. */
function goTo(step: OpenedStep['step'], behavior: ScrollBehavior): void {
  // Own share has a place of its own within the chapter of the three sides.
  const chapter = document.getElementById(chapterId(step)) ?? document.getElementById(chapterId(chapterOf(step)));
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  chapter?.scrollIntoView({ behavior: calm ? 'instant' : behavior, block: 'start' });
  chapter?.querySelector<HTMLElement>('h2, h3')?.focus({ preventScroll: true });
}
