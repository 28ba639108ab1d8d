// What a person asks of the session for themselves.
import { accept, type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import type { PersonCommand } from '../protocol/session-commands.ts';
import { unchanged } from './admit.ts';
import { takeChair } from './decide-chair.ts';
import { depart, removePerson, unknownPerson } from './decide-people.ts';
import { factAt, type SessionFact } from './facts.ts';
import { findPerson, presentPerson } from './queries.ts';
import type { SessionState } from './state.ts';

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
    case 'changeMe': {
      const { language, place } = command;
      if (language === me.language && place === me.place) return unchanged;
      return accept<SessionFact>({ facts: [factAt(stamp.now, { type: 'personChanged', person, language, place })] });
    }
    case 'takeChair':
      return takeChair(state, me, stamp);
    case 'leave':
      return removePerson(state, person, 'self', stamp);
  }
}

/** Ends what the session keeps of a person; the runtime then erases their texts and documents. A second time changes nothing. */
export function decideErase(state: SessionState, person: string, stamp: Stamp): Decision<SessionFact> {
  const found = findPerson(state, person);
  if (found === null) return refuse(unknownPerson);
  if (found.gone && found.nameKey === null) return unchanged;
  return depart(state, person, factAt(stamp.now, { type: 'personErased', person }));
}
