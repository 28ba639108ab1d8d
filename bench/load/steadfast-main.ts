// The load of bench:recovery as a process of its own: tables that go on whatever breaks, and what they lived through.
import { answering, givenOptions } from '../ground/answering.ts';
import { type Spread, spreadOf } from '../ground/percentile.ts';
import { openClasses } from './classes.ts';
import { together } from './pool.ts';
import { type Held, type SteadfastTable, steadfastTable } from './steadfast-table.ts';

export type SteadfastOptions = { port: number; tables: number };
/** `at`: epoch ms of the fault, or of the moment from which things must go again. */
export type Since = { at: number };
export type Lived = {
  /** Each table's worst offer after `at`: from when it was meant, or the first attempt of a client that had to wait, until the other one saw it, ms. */
  gap: Spread;
  /** From `at` until a table saw an offer that was meant after it, ms. */
  flowing: Spread;
  /** From `at` until those who were cut off had their view again, ms. */
  back: Spread;
  offers: number;
};
/** `unverified`: tables at which nobody could look at the end. */
export type Kept = Held & { acked: number; unverified: number };

const { port, tables: count } = givenOptions<SteadfastOptions>();
let tables: SteadfastTable[] = [];
let timer: NodeJS.Timeout | undefined;

function lived({ at }: Since): Lived {
  const after = tables.map((table) => ({ table, made: table.made.filter(({ meantAt }) => meantAt >= at - 1_000) }));
  const people = tables.flatMap((table) => table.people);
  const until = Date.now();
  const gapOf = ({ table, made }: (typeof after)[number]) => {
    const waited = Math.max(0, ...table.people.map(({ brokenAt, triedAt }) => (brokenAt >= at - 1_000 ? triedAt : 0)));
    return Math.max(
      0,
      ...made.map(
        ({ meantAt, seenAt }) => (seenAt || until) - Math.max(meantAt, seenAt && seenAt < waited ? meantAt : waited),
      ),
    );
  };
  const flowing = after.map(({ made }) => {
    const seen = made.filter(({ meantAt, seenAt }) => meantAt >= at && seenAt > 0).map(({ seenAt }) => seenAt);
    return (seen.length > 0 ? Math.min(...seen) : until) - at;
  });
  return {
    gap: spreadOf(after.map(gapOf)),
    flowing: spreadOf(flowing),
    back: spreadOf(
      people
        .filter(({ brokenAt }) => brokenAt >= at - 1_000)
        .map(({ backAt, brokenAt }) => (backAt > brokenAt ? backAt : until) - at),
    ),
    offers: after.reduce((sum, { made }) => sum + made.length, 0),
  };
}

/** A second between tries: a node may still be catching its breath. */
async function patientlyHeld(table: SteadfastTable): Promise<Held | null> {
  for (let tries = 0; tries < 10; tries += 1) {
    const found = await table.held().catch(() => null);
    if (found !== null) return found;
    await new Promise((later) => setTimeout(later, 1_000));
  }
  return null;
}

answering({
  async open() {
    const classes = await openClasses(port, count, () => undefined);
    classes.close();
    tables = classes.tables.map(steadfastTable);
    const isHere = () => tables.every(({ people }) => people.every(({ socket }) => socket !== null));
    while (!isHere()) await new Promise((later) => setTimeout(later, 50));
  },
  /** From now on an offer a second at every table, spread over the second. */
  start() {
    let part = 0;
    timer = setInterval(() => {
      for (let table = part; table < tables.length; table += 50) tables[table]?.tick();
      part = (part + 1) % 50;
    }, 20);
  },
  lived,
  /** Makes no more, waits for what is under way, and counts. */
  async finish(): Promise<Kept> {
    clearInterval(timer);
    const until = Date.now() + 15_000;
    const isOver = () => tables.every(({ made }) => made.every(({ ackedAt, seenAt }) => ackedAt > 0 && seenAt > 0));
    while (!isOver() && Date.now() < until) await new Promise((later) => setTimeout(later, 50));
    const looked = await together(tables, 8, patientlyHeld);
    const sum = (figure: keyof Held) => looked.reduce((all, found) => all + (found?.[figure] ?? 0), 0);
    const kept = {
      acked: tables.flatMap(({ made }) => made).filter(({ ackedAt }) => ackedAt > 0).length,
      ...{ lost: sum('lost'), unseen: sum('unseen'), twice: sum('twice') },
      unverified: looked.filter((found) => found === null).length,
    };
    for (const table of tables) table.close();
    return kept;
  },
});
