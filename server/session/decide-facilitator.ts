// What the facilitator asks, handed to the decider of its kind.
import type { Decision, Stamp } from '../protocol/decision.ts';
import type { FacilitatorCommand } from '../protocol/session-commands.ts';
import type { Cases } from './cases.ts';
import { offerChair, setTalk } from './decide-chair.ts';
import { addTime, pause, resume } from './decide-clock.ts';
import { openDebriefStep } from './decide-debrief.ts';
import { changeSetup } from './decide-host.ts';
import { addPerson, removePerson, renamePerson, setPlace } from './decide-people.ts';
import { endPhase, nextRound, startPhase } from './decide-phase.ts';
import { seatEveryone } from './decide-seating.ts';
import { answerCall, recordResult } from './decide-table.ts';
import type { SessionFact } from './facts.ts';
import type { SessionState } from './state.ts';

export function decideFacilitator(
  state: SessionState,
  cases: Cases,
  command: FacilitatorCommand,
  stamp: Stamp,
): Decision<SessionFact> {
  switch (command.type) {
    case 'changeSetup':
      return changeSetup(state, cases, command.setup, stamp);
    case 'addPerson':
      return addPerson(state, command, stamp);
    case 'renamePerson':
      return renamePerson(state, command.person, command.name, stamp);
    case 'removePerson':
      return removePerson(state, command.person, 'facilitator', stamp);
    case 'setPlace':
      return setPlace(state, command.person, command.place, stamp);
    case 'seatEveryone':
      return seatEveryone(state, cases, command, stamp);
    case 'setTalk':
      return setTalk(state, command.tableId, command.talk, stamp);
    case 'offerChair':
      return offerChair(state, command, stamp);
    case 'answerCall':
      return answerCall(state, command.tableId, command.person, stamp);
    case 'recordResult':
      return recordResult(state, cases, command, stamp);
    default:
      return decideRound(state, cases, command, stamp);
  }
}

type RoundCommand = Extract<
  FacilitatorCommand,
  { type: 'startPhase' | 'endPhase' | 'pause' | 'resume' | 'addTime' | 'openDebriefStep' | 'nextRound' }
>;

function decideRound(state: SessionState, cases: Cases, command: RoundCommand, stamp: Stamp): Decision<SessionFact> {
  switch (command.type) {
    case 'startPhase':
      return startPhase(state, command.kind, stamp);
    case 'endPhase':
      return endPhase(state, stamp);
    case 'pause':
      return pause(state, command.tableId, stamp);
    case 'resume':
      return resume(state, command.tableId, stamp);
    case 'addTime':
      return addTime(state, command.minutes, stamp);
    case 'openDebriefStep':
      return openDebriefStep(state, cases, command.step, stamp);
    case 'nextRound':
      return nextRound(state, stamp);
  }
}
