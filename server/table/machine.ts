// The deal and its clock as a state machine that eats facts: what may happen when. Used as a pure function, never started.
// Knows no people, packages or instants; deciders check those.
import { createActor, setup, stateIn } from 'xstate';
import type { TableStage } from '../protocol/table-view.ts';
import type { FactBody } from './facts.ts';

/** Happens while the clock runs and leads to `target`. */
const whileRunning = <const Target extends string>(target: Target) => ({ guard: 'running', target }) as const;

const afterwards = <const Target extends string>(target: Target) =>
  ({
    messageSent: target,
    stepOpened: target,
    reflectionSubmitted: target,
    wordWritten: target,
    planeConsentGiven: target,
  }) as const;

/** Ends that no pause keeps from coming: the session's and the clock's. Deciders keep people's own ends from a paused table. */
const ends = { agreementReached: 'agreed', endedWithoutAgreement: 'notAgreed' } as const;

const talk = <const Target extends string>(target: Target) =>
  ({
    messageSent: whileRunning(target),
    interestTold: whileRunning(target),
    interestAsked: whileRunning(target),
  }) as const;

const sign = <const Target extends string>(target: Target) =>
  ({
    ...ends,
    ...talk(target),
    agreementSigned: whileRunning(target),
    lineAdded: whileRunning(target),
    lineRemoved: whileRunning(target),
    seatStopped: whileRunning(target),
  }) as const;

export const dealMachine = setup({
  types: { events: {} as FactBody },
  guards: {
    running: stateIn({ clock: 'running' }),
    startsBargaining: ({ event }) => event.type === 'phaseStarted' && event.kind === 'bargain',
  },
}).createMachine({
  id: 'table',
  type: 'parallel',
  states: {
    deal: {
      initial: 'waiting',
      states: {
        waiting: {
          on: {
            phaseStarted: { guard: 'startsBargaining', target: 'bargaining' },
            talkChanged: 'waiting',
            bargainingClosed: 'confirming',
            endedWithoutAgreement: 'notAgreed',
          },
        },
        bargaining: {
          on: {
            ...ends,
            ...talk('bargaining'),
            ideaFloated: whileRunning('bargaining'),
            offerMade: whileRunning('bargaining'),
            offerWithdrawn: whileRunning('bargaining'),
            offerAccepted: whileRunning('bargaining'),
            signingStarted: whileRunning('signing'),
            seatStopped: whileRunning('bargaining'),
            resultReported: whileRunning('bargaining'),
            resultConfirmed: whileRunning('bargaining'),
            resultDeclined: whileRunning('bargaining'),
            bargainingClosed: 'confirming',
          },
        },
        /** Bargaining is over: a result reported in time may still be confirmed, the facilitator may record one. */
        confirming: {
          on: { ...ends, resultConfirmed: whileRunning('confirming'), resultDeclined: whileRunning('confirming') },
        },
        signing: {
          on: {
            ...sign('signing'),
            returnedToTable: whileRunning('bargaining'),
            bargainingClosed: 'signingInGrace',
          },
        },
        /** Bargaining is over: there is no table to go back to. */
        signingInGrace: { on: sign('signingInGrace') },
        agreed: { on: afterwards('agreed') },
        notAgreed: { on: afterwards('notAgreed') },
      },
    },
    clock: {
      initial: 'running',
      states: {
        running: { on: { clockPaused: 'paused', phaseStarted: 'running' } },
        paused: { on: { clockResumed: 'running', phaseStarted: 'running' } },
      },
    },
  },
});

/** XState wants a scope for effects; this machine has none, so one inert scope serves every table. `transition()` would build
 *  one at each call, which costs ten times the transition itself. */
const self = createActor(dealMachine);
const scope = {
  self,
  system: self.system,
  id: '',
  sessionId: '',
  logger: () => {},
  defer: () => {},
  stopChild: () => {},
  emit: () => {},
  actionExecutor: () => {},
};

export type DealSnapshot = ReturnType<typeof dealMachine.getInitialSnapshot>;
const opening = dealMachine.getInitialSnapshot(scope);
const known: ReadonlySet<string> = new Set(dealMachine.events);

export const openingSnapshot = (): DealSnapshot => opening;

type Step = { may: boolean; after: DealSnapshot };
/** A snapshot holds nothing but where deal and clock stand: one of each serves all tables, and the machine is asked once for
 *  each of them and each kind of fact, however many tables bargain. */
const snapshots = new Map<string, DealSnapshot>([[placeOf(opening), opening]]);
const steps = new WeakMap<DealSnapshot, Map<string, Step>>();

function placeOf({ value }: DealSnapshot): string {
  return `${value.deal}/${value.clock}`;
}

/** All of a fact that a guard reads. */
const kindOf = (fact: FactBody): string => (fact.type === 'phaseStarted' ? `${fact.type}/${fact.kind}` : fact.type);

function stepFrom(snapshot: DealSnapshot, fact: FactBody): Step {
  const from = steps.get(snapshot) ?? new Map<string, Step>();
  const kind = kindOf(fact);
  const asked = from.get(kind);
  if (asked !== undefined) return asked;
  const reached = dealMachine.transition(snapshot, fact, scope);
  const after = snapshots.get(placeOf(reached)) ?? reached;
  snapshots.set(placeOf(after), after);
  const step = { may: snapshot.can(fact), after };
  steps.set(snapshot, from.set(kind, step));
  return step;
}

/** The snapshot after a fact. A fact that cannot happen, or does not concern the deal, leaves it as it is. */
export const step = (snapshot: DealSnapshot, fact: FactBody): DealSnapshot =>
  known.has(fact.type) ? stepFrom(snapshot, fact).after : snapshot;

/** Whether a fact may happen now; facts that do not concern the deal always may. */
export const mayHappen = (snapshot: DealSnapshot, fact: FactBody): boolean =>
  !known.has(fact.type) || stepFrom(snapshot, fact).may;

const stages = {
  waiting: 'waiting',
  bargaining: 'bargaining',
  confirming: 'bargaining',
  signing: 'signing',
  signingInGrace: 'signing',
  agreed: 'agreed',
  notAgreed: 'notAgreed',
} as const satisfies Record<DealSnapshot['value']['deal'], TableStage>;

export const stageOf = (snapshot: DealSnapshot): TableStage => stages[snapshot.value.deal];
