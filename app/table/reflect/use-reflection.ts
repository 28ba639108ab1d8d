'use client';
// The reflection one is writing: a private document, saved as it changes, until it is sent. What was sent earlier fills it.
import { useMemo } from 'react';
import type { Reflection } from '../../../server/protocol/table-commands.ts';
import type { OwnView } from '../../../server/protocol/table-view.ts';
import { useNote } from '../../connection/hooks.ts';

export type Scale = keyof Reflection['scales'];
/** Eight statements on four themes, in the order in which they are asked. A test holds them to the protocol's list. */
export const scalesByTheme = {
  outcome: ['outcomeContent', 'outcomeInterests'],
  self: ['selfPrepared', 'selfCalm'],
  process: ['processHeard', 'processFair'],
  relation: ['relationAgain', 'relationTrust'],
} as const satisfies Record<string, readonly Scale[]>;

export type ReflectionDraft = { scales: Reflection['scales']; guess: string[]; note: string };

const allScales: readonly Scale[] = Object.values(scalesByTheme).flat();
const noScales = Object.fromEntries(allScales.map((scale) => [scale, null])) as Reflection['scales'];

/** A draft from the text of the document; anything unreadable in it counts as not answered. */
export function readDraft(text: string, sent: OwnView['reflection']): ReflectionDraft {
  const otherwise: ReflectionDraft = sent
    ? { scales: sent.scales, guess: sent.guess, note: sent.note?.text ?? '' }
    : { scales: noScales, guess: [], note: '' };
  if (text === '') return otherwise;
  try {
    const read = JSON.parse(text) as Partial<ReflectionDraft>;
    return {
      scales: { ...noScales, ...read.scales },
      guess: Array.isArray(read.guess) ? read.guess : [],
      note: typeof read.note === 'string' ? read.note : '',
    };
  } catch {
    return otherwise;
  }
}

export function useReflection(tableId: string, sent: OwnView['reflection']) {
  const { text, state, write } = useNote(tableId, 'reflection');
  const draft = useMemo(() => readDraft(text, sent), [text, sent]);
  const change = (part: Partial<ReflectionDraft>) => write(JSON.stringify({ ...draft, ...part }));
  return { draft, change, state };
}
