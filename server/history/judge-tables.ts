// Every journal of a table on its own: each fact could happen where it stands, and there is one agreement at most.
import type { TableFact } from '../table/facts.ts';
import { fold } from '../table/fold.ts';
import { mayHappen, stageOf } from '../table/machine.ts';
import type { TableState } from '../table/state.ts';
import type { Journal } from './journals.ts';
import { type Breaks, promises } from './promises.ts';

export function judgeTables(journals: Map<string, Journal>, breaks: Breaks): void {
  for (const { stream, facts } of journals.values()) {
    if (!stream.startsWith('table:')) continue;
    const agreements = facts.filter(({ fact }) => (fact as TableFact).type === 'agreementReached').length;
    if (agreements > 1) breaks(promises.oneAgreement, `${stream}: ${agreements} agreements`);
    let state: TableState | null = null;
    for (const { fact, version } of facts) {
      const wrong: string | null = state && impossible(state, fact as TableFact);
      if (wrong) breaks(promises.possible, `${stream} at ${version}: ${wrong}`);
      state = fold(state, fact as TableFact);
    }
  }
}

/** Why this fact could not happen in this state; null where it could. Said anew here, not asked of the deciders. */
function impossible(state: TableState, fact: TableFact): string | null {
  if (!mayHappen(state.machine, fact)) return `${fact.type} while ${stageOf(state.machine)}`;
  if (fact.type === 'offerAccepted' || fact.type === 'offerWithdrawn') {
    const offer = state.offers.find(({ id }) => id === fact.offerId);
    if (offer?.standing !== 'standing') return `${fact.type} of an offer that does not stand`;
    if (fact.type === 'offerAccepted' && offer.acceptedBy.includes(fact.role)) return `${fact.role} accepted twice`;
  }
  if (fact.type === 'agreementSigned' && state.signing?.signedBy.includes(fact.role))
    return `${fact.role} signed twice`;
  if (fact.type === 'agreementReached' && fact.order === undefined) {
    const missing = state.signing?.roles.filter((role) => !state.signing?.signedBy.includes(role)) ?? ['everybody'];
    if (missing.length > 0) return `an agreement without ${missing.join(', ')}`;
  }
  if (fact.type === 'breakTaken' && Object.hasOwn(state.onBreak, fact.person)) return 'a break within a break';
  return null;
}
