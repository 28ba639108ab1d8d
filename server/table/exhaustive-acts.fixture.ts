// Everything that anybody can do at a table in a given state, for the exhaustive search: people, session, clock.
// Of offers that only differ in their name or package one stands for all; asks that must be refused are asked too.
import { settlements } from '../../simulations/grid.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Decision } from '../protocol/decision.ts';
import type { SeatPlan, TableDelivery } from '../protocol/delivery.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import { openDeadlines } from './clock.ts';
import type { decideDeadline, decideDelivery, decideTable } from './decide.ts';
import type { TableFact } from './facts.ts';
import type { fold } from './fold.ts';
import type { Offer, TableState } from './state.ts';
import { minute, person } from './table.fixture.ts';
import { viewerFor } from './viewer.ts';

/** The rules under search: the table's own, or ones broken on purpose. */
export type Rules = {
  decideTable: typeof decideTable;
  decideDelivery: typeof decideDelivery;
  decideDeadline: typeof decideDeadline;
  fold: typeof fold;
};
export type Moment = { state: TableState; now: number };
export type Act = {
  name: string;
  /** `time` only lets time pass; the others decide. */
  by: 'person' | 'session' | 'clock' | 'time';
  /** Wrong on purpose: has to change nothing. */
  void?: boolean;
  passesTo?: number;
  command?: TableCommand;
  delivery?: TableDelivery;
  decide(rules: Rules): Decision<TableFact>;
};

let made = 0;
const stampAt = (now: number) => {
  made += 1;
  return { now, freshId: `fresh-${made}`, seed: made };
};

/** One package of the case: which one it is never matters to the rules. */
export const anyPackage = ({ numbers }: CaseFile): Record<string, string | number> =>
  Object.fromEntries(numbers.issues.map((issue) => [issue.id, settlements(issue)[0] ?? 0]));

const acceptances = ({ acceptedBy }: Offer): string => [...acceptedBy].sort().join('+');
/** One offer for each kind there is, and one that is none. */
function oneOfEach(offers: readonly Offer[]): string[] {
  const kinds = new Map(offers.map((offer) => [`${offer.role}/${offer.standing}/${acceptances(offer)}`, offer.id]));
  return [...kinds.values(), 'no-offer'];
}

export function commandsOf(state: TableState, caseFile: CaseFile): TableCommand[] {
  const settlement = anyPackage(caseFile);
  const ids = oneOfEach(state.offers);
  const signing = state.signing?.offerId;
  const resultId = state.result?.id ?? 'no-result';
  return [
    { type: 'makeOffer', package: settlement, beside: false },
    { type: 'makeOffer', package: settlement, beside: true },
    ...ids.map((offerId): TableCommand => ({ type: 'acceptOffer', offerId })),
    ...ids.map((offerId): TableCommand => ({ type: 'withdrawOffer', offerId })),
    ...[...new Set([...ids, ...(signing ? [signing] : [])])].map(
      (offerId): TableCommand => ({ type: 'signAgreement', offerId }),
    ),
    { type: 'backToTable' },
    { type: 'addLine', text: 'and a cake' },
    { type: 'removeLine', lineId: state.lines[0]?.id ?? 'no-line' },
    { type: 'stopWithoutAgreement' },
    { type: 'reportResult', package: settlement },
    { type: 'reportResult', package: null },
    { type: 'confirmResult', resultId },
    { type: 'declineResult', resultId },
    { type: 'sendMessage', text: 'hello' },
    { type: 'takeBreak' },
    { type: 'declareReady' },
  ];
}

/** Everybody with a device, or the last role without one: then nobody can press anything for it. */
function plans({ simulation }: CaseFile): SeatPlan[][] {
  const last = simulation.roles.at(-1)?.id;
  return [true, false].map((device) =>
    simulation.roles.map(({ id }) => ({ role: id, holders: [person(id, id !== last || device)] })),
  );
}

export function deliveriesOf({ state, now }: Moment, caseFile: CaseFile): TableDelivery[] {
  const effectiveAt = now;
  const index = (state.phase?.index ?? -1) + 1;
  const phase = (
    kind: 'read' | 'bargain' | 'sign' | 'reflect' | 'debrief',
    deadline: number | null,
  ): TableDelivery => ({
    ...{ type: 'startPhase', index, kind, deadline, effectiveAt },
  });
  return [
    { type: 'pauseClock', effectiveAt },
    { type: 'resumeClock', effectiveAt },
    { type: 'addTime', ms: 2 * minute, effectiveAt },
    { type: 'observeOutage', ms: 6_000, effectiveAt },
    { type: 'closeBargaining', effectiveAt },
    { type: 'closeSigning', effectiveAt },
    { type: 'setTalk', talk: 'voice', effectiveAt },
    { type: 'setTalk', talk: 'chat', effectiveAt },
    { type: 'recordResult', package: anyPackage(caseFile), effectiveAt },
    { type: 'recordResult', package: null, effectiveAt },
    { type: 'openDebriefStep', step: 'deals', allTables: null, effectiveAt },
    phase('read', now + 5 * minute),
    phase('bargain', now + 20 * minute),
    phase('bargain', null),
    phase('sign', now + 3 * minute),
    phase('reflect', null),
    ...plans(caseFile).map((seats): TableDelivery => ({ type: 'changePeople', seats, observers: [], effectiveAt })),
  ];
}

const named = ({ type, ...rest }: TableCommand | TableDelivery): string => {
  const words = Object.entries(rest).filter(([key]) => ['offerId', 'beside', 'kind', 'talk'].includes(key));
  return [type, ...words.map(([, value]) => String(value))].join(' ');
};

function personsActs({ state, now }: Moment, caseFile: CaseFile): Act[] {
  const commands = commandsOf(state, caseFile);
  return [...caseFile.simulation.roles.map(({ id }) => id), 'stranger'].flatMap((who) =>
    // A stranger needs to be turned away but once.
    (who === 'stranger' ? commands.slice(0, 1) : commands).map((command): Act => {
      const decide = ({ decideTable }: Rules) =>
        decideTable(state, caseFile, viewerFor(state, who), command, stampAt(now));
      return { name: `${who}: ${named(command)}`, by: 'person', command, decide };
    }),
  );
}

function sessionsActs(moment: Moment, caseFile: CaseFile): Act[] {
  const { state, now } = moment;
  const { version } = state.lastOrder;
  const act = (delivery: TableDelivery, newer: number): Act => ({
    ...{ name: `session: ${named(delivery)}`, by: 'session', void: newer === 0, delivery },
    decide: ({ decideDelivery }) =>
      decideDelivery(state, caseFile, delivery, { version: version + newer, index: 0 }, stampAt(now)),
  });
  const deliveries = deliveriesOf(moment, caseFile);
  // One that was delivered before stands for all that come twice.
  return [...deliveries.map((delivery) => act(delivery, 1)), act(deliveries[4] as TableDelivery, 0)];
}

function clocksActs({ state, now }: Moment, caseFile: CaseFile): Act[] {
  const fires = (['bargain', 'grace', 'no-deadline'] as const).map(
    (id): Act => ({
      ...{ name: `clock: ${id}`, by: 'clock' },
      decide: ({ decideDeadline }) => decideDeadline(state, caseFile, id, stampAt(now)),
    }),
  );
  const open = Object.values(openDeadlines(state)).filter((at) => at !== null);
  const next = open.length === 0 ? null : Math.min(...open);
  if (next === null || now >= next + state.graceMs) return fires;
  const passesTo = now >= next ? next + state.graceMs : next;
  const pass: Act = {
    name: 'time passes',
    by: 'time',
    passesTo,
    decide: () => ({ ok: true, accepted: { facts: [] } }),
  };
  return [...fires, pass];
}

export const actsOf = (moment: Moment, caseFile: CaseFile): Act[] => [
  ...personsActs(moment, caseFile),
  ...sessionsActs(moment, caseFile),
  ...clocksActs(moment, caseFile),
];
