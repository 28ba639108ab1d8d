// Somebody joins by code, or is added by the facilitator. Names are compared as a reader would and kept beside the journal.
import { accept, type Decision, refuse, type Stamp, type TextToKeep } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { Language, Place } from '../protocol/words.ts';
import { cleanName } from './clean-name.ts';
import { departmentRef, nameRef } from './deliveries.ts';
import { factAt, type SessionFact } from './facts.ts';
import { type Fingerprint, fingerprint, readable } from './fingerprint.ts';
import { peopleOf } from './queries.ts';
import type { SessionState } from './state.ts';

export type Joining = {
  /** A new id, made by the runtime. */
  person: string;
  name: string;
  department: string | null;
  language: Language;
  place: Place;
  /** Null for somebody without a device. */
  credentialHash: string | null;
};

/** Three classes of 300 and some: beyond it somebody whom nobody knows has the code, and each newcomer is told to all who are there.
 *  Whoever left or was taken out makes room. */
export const mostPresent = 1_000;

/** Accepted with the person's id. While a round runs the newcomer is late: a chair can be offered. */
export function decideJoin(state: SessionState, joining: Joining, stamp: Stamp): Decision<SessionFact> {
  const name = newName(state, joining.name);
  if (!name.ok) return name;
  if (peopleOf(state).length >= mostPresent)
    return refuse(reject('sessionFull', `A session holds ${mostPresent} people. Somebody has to leave first.`));
  const { person, language, place, credentialHash } = joining;
  const department =
    joining.department !== null && readable(joining.department) !== '' && cleanName(joining.department) !== ''
      ? joining.department
      : null;
  const departmentKey = department === null ? null : fingerprint(state.salt, department);
  const texts: TextToKeep[] = [{ ref: nameRef(person), author: person, text: name.text }];
  if (department !== null) texts.push({ ref: departmentRef(person), author: person, text: cleanName(department) });
  const device = credentialHash !== null;
  const facts: SessionFact[] = [
    factAt(stamp.now, { type: 'personJoined', person, nameKey: name.key, departmentKey, language, place, device }),
  ];
  if (credentialHash === null) return accept<SessionFact>({ facts, texts, id: person });
  facts.push(
    factAt(stamp.now, { type: 'credentialIssued', hash: credentialHash, for: { kind: 'person', person }, via: 'join' }),
  );
  const claim = [{ kind: 'credential', key: credentialHash, value: state.sessionId }];
  return accept<SessionFact>({ facts, texts, unique: { claim }, id: person });
}

export type NewName = { ok: true; key: Fingerprint; text: string } | { ok: false; rejection: Rejection };

/** A name as it is compared and as it is shown; or why nobody can be called that. `except`: whose own name does not count. */
export function newName(state: SessionState, written: string, except?: string): NewName {
  const text = cleanName(written);
  if (text === '' || readable(written) === '')
    return refuse(reject('nameMissing', 'Write a name that others can read.', 'name'));
  const key = fingerprint(state.salt, written);
  for (const { nameKey, gone, person } of state.people)
    if (nameKey === key && !gone && person !== except)
      return refuse(reject('nameTaken', 'Somebody here has this name. Add a letter or your surname.', 'name'));
  return { ok: true, key, text };
}
