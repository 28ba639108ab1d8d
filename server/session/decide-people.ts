// The roster under the facilitator's hand: add, rename, remove, place. Leaving and erasing end the same way.
import { accept, type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { FacilitatorCommand } from '../protocol/session-commands.ts';
import type { Place } from '../protocol/words.ts';
import { after, unchanged } from './admit.ts';
import { decideJoin, newName } from './decide-join.ts';
import { changePeople, nameRef } from './deliveries.ts';
import { type FactOf, factAt, type SessionFact } from './facts.ts';
import { findPerson, openRound, presentPerson, tableIn } from './queries.ts';
import type { SessionState } from './state.ts';

export const unknownPerson: Rejection = reject('unknownPerson', 'There is no such person here.', 'person');

type Adding = Extract<FacilitatorCommand, { type: 'addPerson' }>;

/** Somebody without a device, who sits in the room. */
export function addPerson(state: SessionState, command: Adding, stamp: Stamp): Decision<SessionFact> {
  const { name, department, language } = command;
  const person = stamp.freshId;
  return decideJoin(state, { person, name, department, language, place: 'room', credentialHash: null }, stamp);
}

export function renamePerson(
  state: SessionState,
  person: string,
  written: string,
  stamp: Stamp,
): Decision<SessionFact> {
  if (presentPerson(state, person) === null) return refuse(unknownPerson);
  const name = newName(state, written, person);
  if (!name.ok) return name;
  const facts = [factAt(stamp.now, { type: 'personRenamed', person, nameKey: name.key })];
  const table = tableIn(openRound(state), person);
  return accept<SessionFact>({
    facts,
    texts: [{ ref: nameRef(person), author: person, text: name.text }],
    outbox: table === null ? [] : changePeople(after(state, facts), table.tableId, stamp.now),
  });
}

export function setPlace(state: SessionState, person: string, place: Place, stamp: Stamp): Decision<SessionFact> {
  const found = presentPerson(state, person);
  if (found === null) return refuse(unknownPerson);
  if (found.place === place) return unchanged;
  if (!found.device) return refuse(reject('notAllowed', 'Somebody without a device has to be in the room.', 'place'));
  const { language } = found;
  return accept<SessionFact>({ facts: [factAt(stamp.now, { type: 'personChanged', person, language, place })] });
}

export function removePerson(
  state: SessionState,
  person: string,
  by: FactOf<'personRemoved'>['by'],
  stamp: Stamp,
): Decision<SessionFact> {
  const found = findPerson(state, person);
  if (found === null) return refuse(unknownPerson);
  if (found.gone) return refuse(reject('alreadyDone', 'This person has gone already.', 'person'));
  return depart(state, person, factAt(stamp.now, { type: 'personRemoved', person, by }));
}

/** Somebody goes: their credentials and links end, and the table at work is told. */
export function depart(state: SessionState, person: string, going: SessionFact): Decision<SessionFact> {
  const credentials = [...state.credentials].filter(
    ([, holder]) => holder.kind === 'person' && holder.person === person,
  );
  const links = [...state.links].filter(([, link]) => link.person === person);
  const facts: SessionFact[] = [
    going,
    ...credentials.map(([hash]) => factAt(going.at, { type: 'credentialRevoked' as const, hash })),
    ...links.map(([hash]) => factAt(going.at, { type: 'linkRevoked' as const, hash })),
  ];
  const table = tableIn(openRound(state), person);
  // At a settled table the record of who sat there stays; an erased name is taken off it.
  const told = table !== null && (table.settled === null || going.type === 'personErased');
  return accept<SessionFact>({
    facts,
    outbox: told ? changePeople(after(state, facts), table.tableId, going.at) : [],
    unique: {
      release: [
        ...credentials.map(([key]) => ({ kind: 'credential', key })),
        ...links.map(([key]) => ({ kind: 'link', key })),
      ],
    },
  });
}
