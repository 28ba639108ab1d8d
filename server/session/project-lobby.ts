// What one person sees of the session: themselves, what will be played, where they sit. Nothing of anybody else.
import type { LobbyView } from '../protocol/session-view.ts';
import { type Cases, keptCase } from './cases.ts';
import { departmentWords, personRow } from './project-rows.ts';
import { findPerson, openRound, tableIn } from './queries.ts';
import type { SessionState } from './state.ts';

export function projectLobby(state: SessionState, cases: Cases, person: string): LobbyView {
  const round = openRound(state);
  const last = state.rounds.at(-1);
  const { id, title, summary, contentNotes } = keptCase(cases, round?.caseHash ?? state.caseHash).simulation;
  const me = meOf(state, person);
  return {
    kind: 'lobby',
    sessionId: state.sessionId,
    code: state.code,
    me,
    case: { id, title, summary, contentNotes },
    tables: state.rounds.flatMap((each) => {
      const table = tableIn(each, person);
      return table === null ? [] : [{ tableId: table.tableId, round: each.number, label: table.label }];
    }),
    late: round !== null && !me.gone && tableIn(round, person) === null,
    round: last?.number ?? 0,
    roundClosed: last?.closed ?? false,
  };
}

function meOf(state: SessionState, person: string): LobbyView['me'] {
  const found = findPerson(state, person);
  if (found === null) throw new RangeError('no such person in this session');
  const { name, language, place, clear, gone, chair } = personRow(found);
  return { person, name, department: departmentWords(found), language, place, clear, gone, chair };
}
