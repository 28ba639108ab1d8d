'use client';
// Figures and case texts in the person's language, in the few forms that the debrief, the console and the screen use.
import { useMemo } from 'react';
import { useFormatter } from 'use-intl';
import { useSpoken } from '../words/use-spoken.ts';

export function useSpeech() {
  const format = useFormatter();
  const say = useSpoken();
  return useMemo(
    () => ({
      say,
      /** Points and amounts: at most one decimal. */
      number: (value: number) => format.number(value, { maximumFractionDigits: 1 }),
      /** With its sign, for differences. */
      signed: (value: number) => format.number(value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
      percent: (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 0 }),
      time: (instant: number) => format.dateTime(new Date(instant), { hour: 'numeric', minute: '2-digit' }),
      list: (parts: string[]) => format.list(parts),
    }),
    [format, say],
  );
}
export type Speech = ReturnType<typeof useSpeech>;
