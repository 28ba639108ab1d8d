// Folds view events into a session view, in the browser and in the property tests alike. Pure and total; no zod.
import type { ConsoleView, LobbyView, ScreenView, SessionView, SessionViewEvent } from './session-view.ts';

/** Replaces the row with the same key, or appends it. */
function withRow<Row>(rows: Row[], row: Row, same: (other: Row) => boolean): Row[] {
  return rows.some(same) ? rows.map((other) => (same(other) ? row : other)) : [...rows, row];
}

/** The view after `event`; `null` before the first. An event for another kind of view changes nothing. */
export function foldSessionView(view: SessionView | null, event: SessionViewEvent): SessionView | null {
  if (event.type === 'sessionOpened') return event.view;
  if (view === null) return null;
  switch (event.type) {
    case 'consoleChanged':
      return view.kind === 'console' ? foldConsole(view, event) : view;
    case 'tableChanged':
      return view.kind === 'console'
        ? {
            ...view,
            rounds: view.rounds.map((round) =>
              round.number === event.round
                ? {
                    ...round,
                    tables: withRow(round.tables, event.table, (other) => other.tableId === event.table.tableId),
                  }
                : round,
            ),
          }
        : view;
    case 'lobbyChanged':
      // Absent parts are absent, never undefined: JSON knows no undefined.
      return view.kind === 'lobby' ? ({ ...view, ...event.changed } as LobbyView) : view;
    case 'screenChanged':
      return view.kind === 'screen' ? ({ ...view, ...event.changed } as ScreenView) : view;
  }
}

function foldConsole(view: ConsoleView, event: Extract<SessionViewEvent, { type: 'consoleChanged' }>): ConsoleView {
  const { setup, person, round, outage } = event;
  return {
    ...view,
    setup: setup ?? view.setup,
    people: person ? withRow(view.people, person, (other) => other.person === person.person) : view.people,
    rounds: round ? withRow(view.rounds, round, (other) => other.number === round.number) : view.rounds,
    outages: outage ? [...view.outages, outage] : view.outages,
  };
}
