'use client';
// The large button in words: the step's name, and what it will do.
import { useTranslations } from 'use-intl';
import { nextStep } from './next-step.ts';
import type { Seating } from './seating.tsx';
import type { Desk } from './use-console.ts';

export function useNextWords(desk: Desk, seating: Seating): { name: string; details: string } {
  const t = useTranslations('console.next');
  const steps = useTranslations('debrief.steps');
  const next = nextStep(desk.view);
  const tables = desk.round?.tables.length ?? 0;
  switch (next.kind) {
    case 'seat': {
      const people = desk.view.people.filter(({ gone }) => !gone).length;
      if (people < 2) return { name: t('seat'), details: t('seatTooFew') };
      const mix = desk.view.rounds.length > 0 ? seating.pairs : seating.mix;
      return { name: t('seat'), details: t('seatDetails', { people, how: t(`how.${mix}`) }) };
    }
    case 'phase':
      return {
        name: t(`start.${next.phase}`),
        details: t('phaseDetails', { tables, minutes: next.minutes }),
      };
    case 'endBargaining':
    case 'endSigning':
      return { name: t(`${next.kind}.name`), details: t(`${next.kind}.details`, { tables: next.tables }) };
    case 'step':
      return { name: t('step'), details: steps(next.step) };
    case 'nextRound':
      return { name: t('nextRound'), details: t('nextRoundDetails', { round: desk.view.rounds.length + 1 }) };
  }
}
