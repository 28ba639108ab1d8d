'use client';
// The library as a list to choose one case from: what it is, who takes part, how long it takes, what it teaches.
import { Clock3, TriangleAlert, Users } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { SimulationCard } from '../../server/protocol/session-view.ts';
import { useSpeech } from '../debrief/use-speech.ts';

type Props = { cases: readonly SimulationCard[]; chosen: string | null; onChoose: (card: SimulationCard) => void };

export function CasePicker({ cases, chosen, onChoose }: Props) {
  const t = useTranslations('console.setup');
  return (
    <fieldset>
      <legend className="mb-3 text-22 font-semibold">{t('case')}</legend>
      <div className="flex flex-col gap-3">
        {cases.map((card) => (
          <CaseCard key={card.id} card={card} checked={chosen === card.id} onChoose={() => onChoose(card)} />
        ))}
      </div>
    </fieldset>
  );
}

function CaseCard({ card, checked, onChoose }: { card: SimulationCard; checked: boolean; onChoose: () => void }) {
  const t = useTranslations('console.setup');
  const { say, list } = useSpeech();
  const total = Object.values(card.minutes).reduce((sum, minutes) => sum + minutes, 0);
  return (
    <div className="relative rounded-house border border-line-strong bg-raised p-5 has-checked:border-ink has-checked:shadow-[inset_0_0_0_2px_var(--ink)] has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink">
      <div className="flex items-start gap-4">
        <input
          type="radio"
          name="case"
          id={`case-${card.id}`}
          checked={checked}
          onChange={onChoose}
          aria-describedby={`case-${card.id}-text`}
          className="mt-1.5 size-5 shrink-0 accent-ink outline-none after:absolute after:inset-0 after:content-['']"
        />
        <div className="min-w-0">
          <label htmlFor={`case-${card.id}`} className="text-22 font-semibold">
            {say(card.title)}
          </label>
          <div id={`case-${card.id}-text`} className="mt-1 flex flex-col gap-2 text-16">
            <p>{say(card.summary)}</p>
            <p className="text-soft">{say(card.teaches)}</p>
            <ul className="flex flex-wrap gap-x-5 gap-y-1 text-14 text-soft">
              <li className="flex items-center gap-1.5">
                <Users aria-hidden="true" className="size-4 shrink-0" />
                {list(card.roles.map(({ name }) => say(name)))}
              </li>
              <li className="flex items-center gap-1.5">
                <Clock3 aria-hidden="true" className="size-4 shrink-0" />
                {t('length', { total, bargain: card.minutes['bargain'] ?? 0, issues: card.issues })}
              </li>
              {card.contentNotes.map((note) => (
                <li key={note.en} className="flex items-center gap-1.5">
                  <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
                  {t('note', { note: say(note) })}
                </li>
              ))}
            </ul>
          </div>
        </div>
      </div>
    </div>
  );
}
