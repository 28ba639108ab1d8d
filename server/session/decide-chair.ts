// Late-comers: a chair is offered and taken, never forced. Somebody without a device cannot tap "yes" and is seated at once.
import { accept, type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import type { Chair, FacilitatorCommand } from '../protocol/session-commands.ts';
import type { Talk } from '../protocol/words.ts';
import { after, unchanged } from './admit.ts';
import { unknownPerson } from './decide-people.ts';
import { changePeople, toTable } from './deliveries.ts';
import { factAt, type SessionFact } from './facts.ts';
import { findPerson, findTable, openRound, presentPerson, tableIn } from './queries.ts';
import type { PersonState, SessionState, TableState } from './state.ts';

type Offering = Extract<FacilitatorCommand, { type: 'offerChair' }>;

export function offerChair(state: SessionState, command: Offering, stamp: Stamp): Decision<SessionFact> {
  const round = openRound(state);
  const person = presentPerson(state, command.person);
  const table = findTable(round, command.tableId);
  if (person === null) return refuse(unknownPerson);
  if (table === null) return refuse(reject('unknownTable', 'There is no such table in this round.', 'tableId'));
  if (tableIn(round, command.person)) return refuse(reject('alreadyDone', 'This person has a chair.', 'person'));
  if (table.settled) return refuse(reject('tableSettled', 'This table has finished.', 'tableId'));
  const { chair } = command;
  if (chair.kind === 'seat' && !table.seats.some(({ role }) => role === chair.role)) {
    return refuse(reject('malformed', 'There is no such role at this table.', 'chair.role'));
  }
  if (person.device) {
    const offer = { tableId: table.tableId, label: table.label, chair };
    const offered = factAt(stamp.now, { type: 'chairOffered', person: person.person, chair: offer });
    return accept<SessionFact>({ facts: [offered] });
  }
  if (table.talk === 'chat') {
    return refuse(reject('talkByChat', 'This table talks by chat; choose one that talks in the room.', 'tableId'));
  }
  return seated(state, person, table, chair, stamp);
}

export function takeChair(state: SessionState, me: PersonState, stamp: Stamp): Decision<SessionFact> {
  const gone = reject('chairTaken', 'This chair is no longer free. Ask the facilitator for another.');
  if (me.chair === null) return refuse(gone);
  const table = findTable(openRound(state), me.chair.tableId);
  if (table === null || table.settled !== null) return refuse(gone);
  return seated(state, me, table, me.chair.chair, stamp);
}

function seated(state: SessionState, { person }: PersonState, table: TableState, chair: Chair, stamp: Stamp) {
  const { tableId } = table;
  const facts: SessionFact[] = [factAt(stamp.now, { type: 'chairTaken', person, tableId, chair })];
  return accept<SessionFact>({ facts, outbox: changePeople(after(state, facts), tableId, stamp.now) });
}

/** Voice or chat belongs to the table and is settled before bargaining. */
export function setTalk(state: SessionState, tableId: string, talk: Talk, stamp: Stamp): Decision<SessionFact> {
  const table = findTable(openRound(state), tableId);
  if (table === null) return refuse(reject('unknownTable', 'There is no such table in this round.', 'tableId'));
  if (!['seated', 'read', 'prepare'].includes(state.life.value.life)) {
    return refuse(reject('wrongPhase', 'Voice or chat is chosen before bargaining starts.'));
  }
  if (table.talk === talk) return unchanged;
  const people = [...table.seats.flatMap(({ holders }) => holders), ...table.observers];
  if (talk === 'chat' && people.some((person) => findPerson(state, person)?.device === false)) {
    return refuse(reject('talkByVoice', 'Somebody at this table has no device to chat with.', 'talk'));
  }
  return accept<SessionFact>({
    facts: [factAt(stamp.now, { type: 'talkSet', tableId, talk })],
    outbox: [toTable(tableId, { type: 'setTalk', talk, effectiveAt: stamp.now })],
  });
}
