// Opens a session, and changes what its next round will be. Knows no secret: the runtime hashes before it asks.
import { accept, type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { reject } from '../protocol/rejection.ts';
import type { Setup } from '../protocol/session-commands.ts';
import { unchanged } from './admit.ts';
import type { Cases } from './cases.ts';
import { factAt, type SessionFact } from './facts.ts';
import { openRound } from './queries.ts';
import { setupFault } from './setup-rules.ts';
import type { SessionState } from './state.ts';

/** `credentialHash`: the facilitator's first. Claims `code`; where that is taken the runtime tries another code. */
export type Hosting = { sessionId: string; code: string; credentialHash: string };

export function decideHost(setup: Setup, hosting: Hosting, cases: Cases, stamp: Stamp): Decision<SessionFact> {
  const fault = setupFault(setup, cases);
  const found = cases.newest(setup.simulation);
  if (fault || !found)
    return refuse(fault ?? reject('unknownSimulation', 'There is no such case.', 'setup.simulation'));
  const { sessionId, code, credentialHash } = hosting;
  const salt = stamp.freshId;
  return accept<SessionFact>({
    facts: [
      factAt(stamp.now, { type: 'sessionOpened', sessionId, code, salt, setup, caseHash: found.hash }),
      factAt(stamp.now, { type: 'credentialIssued', hash: credentialHash, for: { kind: 'facilitator' }, via: 'host' }),
    ],
    unique: {
      claim: [
        { kind: 'code', key: code, value: sessionId },
        { kind: 'credential', key: credentialHash, value: sessionId },
      ],
    },
    id: sessionId,
  });
}

/** Before the first round or between rounds. */
export function changeSetup(state: SessionState, cases: Cases, setup: Setup, stamp: Stamp): Decision<SessionFact> {
  if (openRound(state) !== null) {
    return refuse(reject('roundRunning', 'A round is under way. It can be changed for the next round.'));
  }
  const fault = setupFault(setup, cases);
  const found = cases.newest(setup.simulation);
  if (fault || !found)
    return refuse(fault ?? reject('unknownSimulation', 'There is no such case.', 'setup.simulation'));
  const same = found.hash === state.caseHash && JSON.stringify(setup) === JSON.stringify(state.setup);
  if (same) return unchanged;
  return accept<SessionFact>({ facts: [factAt(stamp.now, { type: 'setupChanged', setup, caseHash: found.hash })] });
}
