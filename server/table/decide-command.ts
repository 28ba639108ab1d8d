// Routes a command to its decider, by who asks. Exhaustive: a command without a decider does not compile.
import type { Stamp } from '../protocol/decision.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import { agreeToPlane, submitReflection, writeWord } from './decide-afterwards.ts';
import { acceptOffer, floatIdea, makeOffer, stopWithoutAgreement, withdrawOffer } from './decide-bargaining.ts';
import { askInterest, sendMessage, tellInterest } from './decide-conversation.ts';
import { askFacilitator, declareReady, endBreak, takeBreak } from './decide-presence.ts';
import { confirmResult, declineResult, reportResult } from './decide-sheet.ts';
import { addLine, backToTable, removeLine, signAgreement } from './decide-signing.ts';
import type { TableState } from './state.ts';
import { no, type Turn, type Verdict } from './turn.ts';

export function fromObserver(state: TableState, person: string, command: TableCommand, stamp: Stamp): Verdict {
  if (command.type === 'writeWord') return writeWord({ state, person, stamp }, command);
  if (command.type === 'askFacilitator') return askFacilitator({ state, person, stamp });
  return no('notSeated', 'Observers watch and take notes.');
}

export function fromSeat(turn: Turn, command: TableCommand): Verdict {
  switch (command.type) {
    case 'sendMessage':
      return sendMessage(turn, command);
    case 'floatIdea':
      return floatIdea(turn, command);
    case 'makeOffer':
      return makeOffer(turn, command);
    case 'withdrawOffer':
      return withdrawOffer(turn, command);
    case 'acceptOffer':
      return acceptOffer(turn, command);
    case 'tellInterest':
      return tellInterest(turn, command);
    case 'askInterest':
      return askInterest(turn);
    case 'stopWithoutAgreement':
      return stopWithoutAgreement(turn);
    default:
      return fromSigner(turn, command);
  }
}

type TalkType =
  | 'sendMessage'
  | 'floatIdea'
  | 'makeOffer'
  | 'withdrawOffer'
  | 'acceptOffer'
  | 'tellInterest'
  | 'askInterest'
  | 'stopWithoutAgreement';

function fromSigner(turn: Turn, command: Exclude<TableCommand, { type: TalkType }>): Verdict {
  switch (command.type) {
    case 'signAgreement':
      return signAgreement(turn, command);
    case 'backToTable':
      return backToTable(turn);
    case 'addLine':
      return addLine(turn, command);
    case 'removeLine':
      return removeLine(turn, command);
    case 'reportResult':
      return reportResult(turn, command);
    case 'confirmResult':
      return confirmResult(turn, command);
    case 'declineResult':
      return declineResult(turn, command);
    case 'declareReady':
      return declareReady(turn);
    case 'takeBreak':
      return takeBreak(turn);
    case 'endBreak':
      return endBreak(turn);
    case 'askFacilitator':
      return askFacilitator(turn);
    case 'submitReflection':
      return submitReflection(turn, command);
    case 'writeWord':
      return writeWord(turn, command);
    case 'agreeToPlane':
      return agreeToPlane(turn, command);
  }
}
