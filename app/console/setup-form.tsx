'use client';
// Case, phases, own points, round score: the same choices when hosting and between rounds.
import { useTranslations } from 'use-intl';
import type { SimulationCard } from '../../server/protocol/session-view.ts';
import { Meaning } from '../debrief/meaning.tsx';
import { useSpeech } from '../debrief/use-speech.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { CasePicker } from './case-picker.tsx';
import { PhaseEditor } from './phase-editor.tsx';
import { draftFor, roundScoreWeight, type SetupDraft } from './setup-draft.ts';

type Props = { cases: readonly SimulationCard[]; draft: SetupDraft | null; onChange: (draft: SetupDraft) => void };

export function SetupForm({ cases, draft, onChange }: Props) {
  const choose = (card: SimulationCard) => {
    if (card.id !== draft?.simulation) onChange(draftFor(card, draft ?? undefined));
  };
  return (
    <div className="flex flex-col gap-10">
      <CasePicker cases={cases} chosen={draft?.simulation ?? null} onChoose={choose} />
      {draft ? (
        <>
          <PhaseEditor phases={draft.phases} onChange={(phases) => onChange({ ...draft, phases })} />
          <PointsChoices draft={draft} onChange={onChange} />
        </>
      ) : null}
    </div>
  );
}

function PointsChoices({ draft, onChange }: { draft: SetupDraft; onChange: (draft: SetupDraft) => void }) {
  const t = useTranslations('console.setup');
  const rule = useTranslations('debrief.roundScore');
  const { percent } = useSpeech();
  return (
    <div className="flex flex-col gap-6">
      <ChoiceRow
        label={t('ownPoints')}
        hint={t(`ownPointsHint.${draft.ownPoints}`)}
        value={draft.ownPoints}
        onChange={(ownPoints) => onChange({ ...draft, ownPoints })}
        choices={[
          { value: 'always', label: t('always') },
          { value: 'preparation', label: t('preparation') },
          { value: 'never', label: t('never') },
        ]}
      />
      <div>
        <ChoiceRow
          label={t('roundScore')}
          hint={t('roundScoreHint')}
          value={draft.roundScore}
          onChange={(roundScore) => onChange({ ...draft, roundScore })}
          choices={[
            { value: 'off', label: t('off') },
            { value: 'on', label: t('on') },
          ]}
        />
        <Meaning label={t('rule')}>
          <p>{rule('rule', { together: percent(roundScoreWeight), own: percent(1 - roundScoreWeight) })}</p>
          <p>{rule('zero')}</p>
          <p>{t('ruleSeen')}</p>
        </Meaning>
      </div>
    </div>
  );
}
