// "Same pairs, roles swapped": keeps tables whose people are all still here and moves everybody one role on.
// Newcomers, and people whose table fell apart, are seated among themselves.
import type { SeatedTable } from './facts.ts';
import { seat, withExtras } from './seating.ts';
import { inRoom, type SeatedGroup, type SeatingWish, type Sitter } from './sitter.ts';

type Kept = { holders: string[][]; seated: Sitter[] };

/** `last`: the tables of the round before. With another number of roles nobody can be kept, and all are seated anew. */
export function seatSwapped(
  sitters: readonly Sitter[],
  roles: number,
  last: readonly Pick<SeatedTable, 'seats'>[],
  wish: SeatingWish,
  seed: number,
): SeatedGroup[] {
  const kept = last.flatMap((table) => keptTable(table, sitters, roles));
  const seated = new Set(kept.flatMap((table) => table.seated.map(({ person }) => person)));
  const rest = sitters.filter(({ person }) => !seated.has(person));
  if (rest.length >= roles) {
    return [
      ...kept.map(({ holders, seated: people }) => withExtras(holders, people, [], wish)),
      ...seat(rest, roles, wish, seed),
    ];
  }
  return besideKept(kept, rest, wish);
}

/** The first holder of each seat, one role on; nothing where somebody is missing. Further holders are seated with the rest. */
function keptTable({ seats }: Pick<SeatedTable, 'seats'>, sitters: readonly Sitter[], roles: number): Kept[] {
  if (seats.length !== roles) return [];
  const seated = seats.map(({ holders }) =>
    holders.map((holder) => sitters.find(({ person }) => person === holder)).find((sitter) => sitter !== undefined),
  );
  const all = seated.flatMap((sitter) => (sitter === undefined ? [] : [sitter]));
  if (all.length !== roles) return [];
  const holders: string[][] = Array.from({ length: roles }, () => []);
  for (const [role, { person }] of all.entries()) holders[(role + 1) % roles]?.push(person);
  return [{ holders, seated: all }];
}

/** Too few for a table of their own: each beside a kept table, of their own place if there is one, spread evenly. */
function besideKept(kept: readonly Kept[], rest: readonly Sitter[], wish: SeatingWish): SeatedGroup[] {
  const extras = kept.map((): Sitter[] => []);
  for (const sitter of rest) {
    const crowd = (index: number) => {
      const foreign = kept[index]?.seated.some((other) => inRoom(other) !== inRoom(sitter)) ?? false;
      return (extras[index]?.length ?? 0) + (foreign ? 100 : 0);
    };
    const [quietest] = kept.map((_, index) => index).sort((one, other) => crowd(one) - crowd(other));
    if (quietest !== undefined) extras[quietest]?.push(sitter);
  }
  return kept.map(({ holders, seated }, index) => withExtras(holders, seated, extras[index] ?? [], wish));
}
