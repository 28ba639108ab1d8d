'use client';
// The plane with its words; loaded only where a facilitator opened it, and shared with the projector.
import { useTranslations } from 'use-intl';
import type { AllTables } from '../../server/protocol/debrief-view.ts';
import { Plane } from './figures/plane.tsx';
import { useSpeech } from './use-speech.ts';

type Props = {
  plane: NonNullable<AllTables['plane']>;
  roles: readonly { id: string; name: { nl: string; en: string } }[];
  /** Size of words, for the wall. */
  text?: number;
};

export function PlaneFigure({ plane, roles, text = 14 }: Props) {
  const t = useTranslations('debrief.plane');
  const { say, number } = useSpeech();
  const nameOf = (id: string) => say(roles.find((role) => role.id === id)?.name ?? { nl: id, en: id });
  const [first, second] = plane.roles;
  return (
    <Plane
      plane={plane}
      number={number}
      text={text}
      label={t('label', { deals: plane.deals.length, first: nameOf(first), second: nameOf(second) })}
      names={{
        x: t('axis', { role: nameOf(first) }),
        y: t('axis', { role: nameOf(second) }),
      }}
    />
  );
}
