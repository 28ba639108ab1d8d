'use client';
// The run of the session as a vertical timeline: done, now, next, with times.
import { useTranslations } from 'use-intl';
import { useSpeech } from '../debrief/use-speech.ts';
import { type RunItem, runOf } from './timeline.ts';
import type { Desk } from './use-console.ts';

export function Run({ desk }: { desk: Desk }) {
  const t = useTranslations('console.run');
  const { round, view, now } = desk;
  const items = runOf(round?.setup.phases ?? view.setup.phases, round, now);
  return (
    <section aria-labelledby="run" className="[grid-area:run] lg:sticky lg:top-20 lg:self-start">
      <h2 id="run" className="mb-3 text-18 font-semibold">
        {round ? t('round', { round: round.number }) : t('planned', { round: view.rounds.length + 1 })}
      </h2>
      <ol className="relative">
        {items.map((item, index) => (
          <Item key={item.kind} item={item} last={index === items.length - 1} />
        ))}
      </ol>
    </section>
  );
}

const dots: Record<RunItem['state'], string> = {
  done: 'bg-line-strong border-line-strong',
  now: 'bg-ink border-ink outline-4 outline-line',
  next: 'bg-paper border-ink',
  later: 'bg-paper border-line-strong',
};

function Item({ item, last }: { item: RunItem; last: boolean }) {
  const t = useTranslations('console.run');
  const phase = useTranslations('common.phase');
  const { time } = useSpeech();
  const { kind, minutes, state, from } = item;
  return (
    <li aria-current={state === 'now' ? 'step' : undefined} className="relative flex gap-3 pb-5">
      {last ? null : (
        <span aria-hidden="true" className="absolute top-4 bottom-[-0.25rem] left-[6px] w-px bg-line-strong" />
      )}
      <span aria-hidden="true" className={`relative mt-1.5 size-3.5 shrink-0 rounded-full border-2 ${dots[state]}`} />
      <div className="min-w-0">
        <p className={`text-16 ${state === 'now' ? 'font-semibold' : state === 'done' ? 'text-soft' : ''}`}>
          {phase(kind)}
          {state === 'now' || state === 'done' ? <span className="sr-only">, {t(state)}</span> : null}
        </p>
        <p className="text-14 text-soft">
          {state === 'now' && from !== null
            ? t('since', { time: time(from), minutes })
            : from !== null
              ? t('about', { time: time(from), minutes })
              : state === 'done'
                ? t('doneMinutes', { minutes })
                : t('minutes', { minutes })}
        </p>
      </div>
    </li>
  );
}
