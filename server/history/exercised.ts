// What of the acts and faults that a history is made of happened in it, and how often: a run in which something never happened says so.
import type { Ledger } from './ledger.ts';
import type { History } from './play.ts';

export type Tally = { commands: Map<string, number>; acts: Map<string, number>; harms: Map<string, number> };

/** Acts without which a history is none. */
const neededCommands = [
  ...['makeOffer', 'acceptOffer', 'signAgreement', 'backToTable', 'withdrawOffer', 'sendMessage'],
  ...['pause', 'resume', 'takeBreak', 'addLine'],
];
const neededActs = [
  ...[
    'note kept',
    'left and came back',
    'page loaded anew',
    'connection lost',
    'overtaken',
    'sent again',
    'sent twice at once',
  ],
  ...['asked again once answered', 'id used again', 'sent without looking'],
];

/** How often each kind of command was acknowledged, each other act done, each harm met; those that never were are there with 0. */
export function tallied({ ledger, done, harms }: Pick<History, 'ledger' | 'done' | 'harms'>): Tally {
  const acked = ledger.sent.filter(({ outcome }) => outcome === 'acked').map(({ frame }) => frame.command.type);
  const kept = ledger.notes.filter(({ acked }) => acked).map(() => 'note kept');
  return {
    commands: counted(neededCommands, acked),
    acts: counted(neededActs, [...kept, ...actsOf(ledger)]),
    harms: counted(
      harms,
      done.map(({ word }) => word),
    ),
  };
}

export const missing = ({ commands, acts, harms }: Tally): string[] =>
  [commands, acts, harms].flatMap((counts) => [...counts].filter(([, count]) => count === 0).map(([word]) => word));

const actsOf = ({ acts }: Ledger): string[] =>
  [...acts].flatMap(([act, times]) => Array.from({ length: times }, () => act));

function counted(known: readonly string[], words: readonly string[]): Map<string, number> {
  const counts = new Map(known.map((word) => [word, 0]));
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
