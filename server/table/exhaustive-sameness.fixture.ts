// When two states of a table are the same for the exhaustive search: what names, instants and packages they hold does not
// matter, only who stands where with what, and whether each clock is open, over or long over. Roles that the case treats alike
// may change places.
import type { CaseFile } from '../protocol/case-file.ts';
import type { Moment } from './exhaustive-acts.fixture.ts';
import type { Offer, TableState } from './state.ts';

/** Every order of the roles that leaves the agreement rule as it is; a veto keeps its place. */
export function likeOrders({ numbers }: CaseFile): string[][] {
  const roles = numbers.roles.map(({ id }) => id);
  const vetoes = numbers.agreement.rule === 'unanimous' ? [] : numbers.agreement.veto;
  // The last role is the one that may lose its device, so it keeps its place too; so does a veto.
  const last = roles.at(-1);
  const fixed = (id: string) => vetoes.includes(id) || id === last;
  return permutations(roles).filter((order) => order.every((id, at) => !fixed(roles[at] ?? '') || id === roles[at]));
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

const clockWord = (deadline: number | null, now: number, graceMs: number): string => {
  if (deadline === null) return '-';
  if (now < deadline) return 'open';
  return now < deadline + graceMs ? 'over' : 'long';
};
const remainingWord = (ms: number | null): string => (ms === null ? '-' : ms > 0 ? '+' : '0');

/** Where a role stands: its offers by who accepted them, whether it signed, stopped or can press anything. */
function seatWord(state: TableState, order: readonly string[], role: string): string {
  const place = (other: string) => String(order.indexOf(other));
  const offerWord = ({ id, acceptedBy }: Offer) =>
    `o${acceptedBy.map(place).sort().join('')}${state.signing?.offerId === id ? '!' : ''}`;
  const standing = state.offers.filter((offer) => offer.role === role && offer.standing === 'standing');
  const seat = state.seats.find((candidate) => candidate.role === role);
  return [
    standing.map(offerWord).sort().join(','),
    state.signing?.roles.includes(role) ? 'signs' : '',
    state.signing?.signedBy.includes(role) ? 'signed' : '',
    state.result?.role === role ? 'reported' : '',
    state.result?.confirmedBy.includes(role) ? 'confirmed' : '',
    seat?.stopped ? 'stopped' : '',
    seat?.holders.some(({ device }) => device) ? '' : 'paper',
  ].join('|');
}

function tableWord({ state, now }: Moment): string {
  const { phase, paused, graceMs, outcome } = state;
  const phaseClock = paused ? remainingWord(paused.remainingMs) : clockWord(phase?.deadline ?? null, now, graceMs);
  const grace = paused ? remainingWord(paused.graceRemainingMs) : clockWord(state.graceDeadline, now, graceMs);
  return [
    `${state.machine.value.deal}/${state.machine.value.clock}`,
    ...[phase?.kind, phaseClock, grace, state.talk, state.lines.length],
    state.bargainingOver ? 'over' : '',
    state.signing ? 'signing' : '',
    state.result ? (state.result.package === null ? 'none' : 'deal') : '',
    outcome ? (outcome.agreed ? 'agreed' : outcome.why) : '',
  ].join(' ');
}

/** Two moments with the same word have the same future. */
export function sameness(moment: Moment, orders: readonly (readonly string[])[]): string {
  // Nothing that stood matters once a table has ended.
  if (moment.state.outcome) return tableWord(moment);
  const words = orders.map((order) => order.map((role) => seatWord(moment.state, order, role)).join(' / '));
  return `${tableWord(moment)} # ${words.sort()[0]}`;
}
