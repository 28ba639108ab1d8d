// What a person asks of the session for themselves.
import { accept, type Decision, isWrittenBefore, refuse, type Stamp, writtenAt } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import type { PersonCommand } from '../protocol/session-commands.ts';
import { unchanged } from './admit.ts';
import { takeChair } from './decide-chair.ts';
import { depart, removePerson, unknownPerson } from './decide-people.ts';
import { factAt, type SessionFact } from './facts.ts';
import { findPerson, presentPerson } from './queries.ts';
import type { PersonState, SessionState } from './state.ts';

export function decidePerson(
  state: SessionState,
  command: PersonCommand,
  person: string,
  stamp: Stamp,
): Decision<SessionFact> {
  const me = presentPerson(state, person);
  if (me === null) return refuse(reject('notAllowed', 'You have left this session.'));
  switch (command.type) {
    case 'clearRules':
      return me.clear
        ? unchanged
        : accept<SessionFact>({ facts: [factAt(stamp.now, { type: 'rulesCleared', person })] });
    case 'changeMe':
      return changeMe(me, command, stamp);
    case 'takeChair':
      return takeChair(state, me, stamp);
    case 'leave':
      return removePerson(state, person, 'self', stamp);
  }
}

function changeMe(
  { person, ...me }: PersonState,
  { language, place }: Extract<PersonCommand, { type: 'changeMe' }>,
  stamp: Stamp,
): Decision<SessionFact> {
  if (language === me.language && place === me.place) return unchanged;
  if (isWrittenBefore(me.changedAt, stamp)) return refuse(reject('superseded', 'This was chosen anew since.'));
  const changed = { type: 'personChanged', person, language, place, writtenAt: writtenAt(stamp) } as const;
  return accept<SessionFact>({ facts: [factAt(stamp.now, changed)] });
}

/** Ends what the session keeps of a person; the runtime then erases their texts and documents. A second time changes nothing. */
export function decideErase(state: SessionState, person: string, stamp: Stamp): Decision<SessionFact> {
  const found = findPerson(state, person);
  if (found === null) return refuse(unknownPerson);
  if (found.gone && found.nameKey === null) return unchanged;
  return depart(state, person, factAt(stamp.now, { type: 'personErased', person }));
}
