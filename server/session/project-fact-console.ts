// The console's view events: rows whose projection changed, found by identity first, so that a large class costs little.
import type { SessionViewEvent } from '../protocol/session-view.ts';
import type { Cases } from './cases.ts';
import type { SessionFact } from './facts.ts';
import { roundView } from './project-console.ts';
import { personRow, tableRow } from './project-rows.ts';
import { same } from './same.ts';
import type { RoundState, SessionState } from './state.ts';

/** A new name stands under the same reference: the row goes out again, so that the new text is joined in. */
export function consoleEvents(
  before: SessionState,
  after: SessionState,
  fact: SessionFact,
  cases: Cases,
): SessionViewEvent[] {
  const renamed = fact.type === 'personRenamed' || fact.type === 'personErased' ? fact.person : null;
  return [
    ...(before.setup === after.setup ? [] : [{ type: 'consoleChanged' as const, setup: after.setup }]),
    ...peopleEvents(before, after, renamed),
    ...after.rounds.flatMap((round) => roundEvents(before, round, cases)),
    ...after.outages
      .slice(before.outages.length)
      .map(({ at, lastedMs }) => ({ type: 'consoleChanged' as const, outage: { at, lastedMs } })),
  ];
}

function peopleEvents(before: SessionState, after: SessionState, renamed: string | null): SessionViewEvent[] {
  if (before.people === after.people) return [];
  return after.people.flatMap((person, index): SessionViewEvent[] => {
    const earlier = before.people[index];
    if (earlier === person) return [];
    const row = personRow(person);
    const seen = earlier !== undefined && person.person !== renamed && same(personRow(earlier), row);
    return seen ? [] : [{ type: 'consoleChanged', person: row }];
  });
}

/** The whole round where more than its tables changed, or which tables there are; else the tables alone. */
function roundEvents(before: SessionState, round: RoundState, cases: Cases): SessionViewEvent[] {
  const earlier = before.rounds.find(({ number }) => number === round.number);
  if (earlier === round) return [];
  if (earlier === undefined || !sameTables(earlier, round))
    return [{ type: 'consoleChanged', round: roundView(round, cases) }];
  const was = roundView(earlier, cases);
  const is = roundView(round, cases);
  if (!same({ ...was, tables: [] }, { ...is, tables: [] })) return [{ type: 'consoleChanged', round: is }];
  return round.tables.flatMap((table, index): SessionViewEvent[] => {
    const changed = table !== earlier.tables[index] && !same(was.tables[index], tableRow(table));
    return changed ? [{ type: 'tableChanged', round: round.number, table: tableRow(table) }] : [];
  });
}

const sameTables = (one: RoundState, other: RoundState): boolean =>
  one.tables.length === other.tables.length &&
  one.tables.every(({ tableId }, index) => tableId === other.tables[index]?.tableId);
