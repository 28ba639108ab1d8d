'use client';
// How everybody is seated: who with whom, what an odd one does, and from the second round on new pairs or swapped roles.
import { useTranslations } from 'use-intl';
import type { FacilitatorCommand } from '../../server/protocol/session-commands.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import type { Desk } from './use-console.ts';

export type Seating = Omit<Extract<FacilitatorCommand, { type: 'seatEveryone' }>, 'type'>;
type Props = { desk: Desk; seating: Seating; onSeating: (seating: Seating) => void };

export function SeatingChoices({ desk, seating, onSeating }: Props) {
  const t = useTranslations('console.seating');
  const played = desk.view.rounds.filter(({ phase }) => phase !== null).length;
  return (
    <>
      {played > 0 ? (
        <ChoiceRow
          label={t('pairs')}
          hint={t('pairsHint')}
          value={seating.pairs}
          onChange={(pairs) => onSeating({ ...seating, pairs })}
          choices={[
            { value: 'new', label: t('new') },
            { value: 'swapRoles', label: t('swapRoles') },
          ]}
        />
      ) : null}
      <ChoiceRow
        label={t('mix')}
        value={seating.mix}
        onChange={(mix) => onSeating({ ...seating, mix })}
        choices={[
          { value: 'departments', label: t('departments') },
          { value: 'random', label: t('random') },
        ]}
      />
      <ChoiceRow
        label={t('odd')}
        hint={t('oddHint')}
        value={seating.oddAs}
        onChange={(oddAs) => onSeating({ ...seating, oddAs })}
        choices={[
          { value: 'observer', label: t('observer') },
          { value: 'secondHolder', label: t('secondHolder') },
        ]}
      />
    </>
  );
}
