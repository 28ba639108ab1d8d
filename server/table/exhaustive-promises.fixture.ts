// What must hold at every table, said anew and on its own: who has to sign is counted here from the facts, not asked of the rules.
// Throws `BrokenPromise` with its name; the search adds the way there.
import type { CaseFile } from '../protocol/case-file.ts';
import { openDeadlines } from './clock.ts';
import type { Act } from './exhaustive-acts.fixture.ts';
import type { TableFact } from './facts.ts';
import { stageOf } from './machine.ts';
import type { TableState } from './state.ts';

export class BrokenPromise extends Error {
  override name = 'BrokenPromise';
  readonly promise: string;
  constructor(promise: string, more = '') {
    super(more === '' ? promise : `${promise}: ${more}`);
    this.promise = promise;
  }
}
const keep = (promise: string, held: boolean, more = ''): void => {
  if (!held) throw new BrokenPromise(promise, more);
};

/** Who has signed what is being signed, counted from facts alone. */
export type Signatures = { offerId: string; signed: readonly string[] } | null;
export function countSignatures(before: Signatures, fact: TableFact): Signatures {
  if (fact.type === 'signingStarted') return { offerId: fact.offerId, signed: [] };
  if (fact.type === 'returnedToTable') return null;
  if (fact.type === 'lineAdded' || fact.type === 'lineRemoved') return before && { ...before, signed: [] };
  return fact.type === 'agreementSigned' && before ? { ...before, signed: [...before.signed, fact.role] } : before;
}

function enoughSigned({ numbers }: CaseFile, signed: readonly string[]): boolean {
  const { roles, agreement } = numbers;
  if (agreement.rule === 'unanimous') return roles.every(({ id }) => signed.includes(id));
  return new Set(signed).size >= agreement.count && agreement.veto.every((id) => signed.includes(id));
}

/** An agreement comes from signatures, from a sheet that everybody with a device confirmed, or from the facilitator's record. */
export function keepsSignatures(
  caseFile: CaseFile,
  act: Act,
  { before, facts, signatures }: { before: TableState; facts: readonly TableFact[]; signatures: Signatures },
): void {
  if (!facts.some(({ type }) => type === 'agreementReached')) return;
  if (act.delivery?.type === 'recordResult') return;
  if (before.talk === 'chat') {
    const signed = signatures?.signed ?? [];
    keep(
      'no agreement without all needed signatures',
      enoughSigned(caseFile, signed),
      `signed by ${signed.join(', ')}`,
    );
    return;
  }
  const confirmed = [
    ...(before.result ? [before.result.role, ...before.result.confirmedBy] : []),
    ...facts.flatMap((fact) => (fact.type === 'resultConfirmed' || fact.type === 'resultReported' ? [fact.role] : [])),
  ];
  const seats = facts.flatMap((fact) => (fact.type === 'peopleChanged' ? [fact.seats] : [])).at(-1) ?? before.seats;
  const asked = seats.filter(({ holders }) => holders.some(({ device }) => device)).map(({ role }) => role);
  const all = confirmed.length > 0 && asked.every((role) => confirmed.includes(role));
  keep('no agreement without all needed confirmations', all, `by ${confirmed.join(', ')}`);
}

/** What one accepted act may do to a state. */
export function keepsCourse(act: Act, before: TableState, after: TableState, facts: readonly TableFact[]): void {
  if (before.outcome) keep('an outcome never changes', after.outcome === before.outcome);
  keep('bargaining that is over stays over', !before.bargainingOver || after.bargainingOver);
  const offers = facts.some(({ type }) => type === 'offerMade' || type === 'offerAccepted');
  keep('no offer moves once bargaining is over', !offers || !after.bargainingOver);
  if (act.void) keep('a delivery that came before changes nothing', facts.length === 0);
  if (act.by === 'person') keep('nobody acts at a stopped table', before.paused === null || !touchesDeal(facts));
  if (act.command?.type === 'signAgreement')
    keep('only what is being signed is signed', act.command.offerId === before.signing?.offerId);
}

/** The session closes signing at any table that began and has not ended: that ends it. */
export function keepsOrders(act: Act, before: TableState, after: TableState): void {
  if (act.delivery?.type !== 'closeSigning' || act.void || before.outcome !== null) return;
  keep('a table whose signing is closed has ended', after.outcome !== null);
}

const dealTypes = [
  ...['offerMade', 'offerWithdrawn', 'offerAccepted', 'agreementSigned', 'returnedToTable', 'messageSent'],
  ...['lineAdded', 'lineRemoved', 'seatStopped', 'endedWithoutAgreement'],
];
const touchesDeal = (facts: readonly TableFact[]): boolean => facts.some(({ type }) => dealTypes.includes(type));

/** What holds in every state, whichever way it was reached. */
export function keepsShape(state: TableState, signatures: Signatures): void {
  const { seats, offers, signing, outcome, bargainingOver } = state;
  const roles = seats.map(({ role }) => role);
  for (const role of roles) {
    const standing = offers.filter((offer) => offer.role === role && offer.standing === 'standing');
    keep('at most three offers of a seat stand', standing.length <= 3, role);
  }
  for (const { role, acceptedBy, standing } of offers) {
    const own = acceptedBy.includes(role) || new Set(acceptedBy).size !== acceptedBy.length;
    keep('nobody accepts their own offer, or one twice', !own);
    keep('what fell is accepted by nobody', standing === 'standing' || acceptedBy.length === 0);
  }
  const stage = stageOf(state.machine);
  const ends = { agreed: outcome?.agreed === true, notAgreed: outcome?.agreed === false };
  keep('machine and outcome agree', (stage === 'agreed') === ends.agreed && (stage === 'notAgreed') === ends.notAgreed);
  if (outcome) {
    keep(
      'a table that ended has no open deadline',
      Object.values(openDeadlines(state)).every((at) => at === null),
    );
    return;
  }
  keep('machine and signing agree', (stage === 'signing') === (signing !== null));
  keep('signing time runs only after bargaining', state.graceDeadline === null || bargainingOver);
  const runsOut = state.graceDeadline !== null || state.paused?.graceRemainingMs != null;
  keep('a table whose bargaining is over ends by the clock', !bargainingOver || runsOut);
  if (signing === null) return;
  const signed = offers.find(({ id }) => id === signing.offerId);
  keep('what is being signed stands', signed?.standing === 'standing');
  const behind = signed ? [signed.role, ...signed.acceptedBy] : [];
  keep(
    'who signs accepted',
    signing.roles.every((role) => behind.includes(role)),
  );
  keep('signatures are those that were given', String(signatures?.signed) === String(signing.signedBy));
}
