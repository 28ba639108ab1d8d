// The life of a round as an XState machine, used as a pure function: it eats facts, nothing runs inside it.
// Knows which fact may follow which. Knows no people, tables, times or commands.
import { type ActorScope, assign, createActor, type SnapshotFrom, setup } from 'xstate';
import type { PhaseKind } from '../protocol/phases.ts';
import type { SessionFact } from './facts.ts';

type LifeEvent =
  | { type: 'roundOpened'; planned: readonly PhaseKind[] }
  | { type: 'phaseStarted'; kind: PhaseKind }
  | { type: 'bargainingClosed' }
  | { type: 'signingClosed' }
  | { type: 'everythingPaused' }
  | { type: 'everythingResumed' }
  | { type: 'timeAdded' }
  | { type: 'debriefStepOpened' }
  | { type: 'roundClosed' };

const life = setup({
  types: {
    context: {} as { planned: readonly PhaseKind[]; phaseRuns: boolean },
    events: {} as LifeEvent,
  },
  guards: {
    /** The phase that starts is this one, and the round has it. */
    starts: ({ context, event }, { kind }: { kind: PhaseKind }) =>
      event.type === 'phaseStarted' && event.kind === kind && context.planned.includes(kind),
    phaseRuns: ({ context }) => context.phaseRuns,
  },
  actions: {
    plan: assign(({ event }) => (event.type === 'roundOpened' ? { planned: event.planned, phaseRuns: false } : {})),
    run: assign({ phaseRuns: true }),
    rest: assign({ phaseRuns: false }),
  },
});

const open = { target: 'seated', actions: 'plan' } as const;
const close = { target: 'closed', actions: 'rest' } as const;
/** Any of these phases may follow, so that phases can be left out. */
const then = <Kind extends PhaseKind>(...kinds: Kind[]) =>
  kinds.map((kind) => ({
    target: kind,
    guard: { type: 'starts' as const, params: { kind } },
    actions: 'run' as const,
  }));

const machine = life.createMachine({
  id: 'round',
  context: { planned: [], phaseRuns: false },
  type: 'parallel',
  states: {
    life: {
      initial: 'lobby',
      states: {
        lobby: { on: { roundOpened: open } },
        seated: { on: { roundOpened: open, phaseStarted: then('read', 'prepare', 'bargain') } },
        read: { on: { phaseStarted: then('prepare', 'bargain') } },
        prepare: { on: { phaseStarted: then('bargain') } },
        bargain: { on: { bargainingClosed: 'sign', phaseStarted: then('reflect', 'debrief'), roundClosed: close } },
        sign: { on: { signingClosed: 'signed', phaseStarted: then('reflect', 'debrief'), roundClosed: close } },
        signed: { on: { phaseStarted: then('reflect', 'debrief'), roundClosed: close } },
        reflect: { on: { phaseStarted: then('debrief'), roundClosed: close } },
        debrief: { on: { debriefStepOpened: 'debrief', roundClosed: close } },
        closed: { on: { roundOpened: open } },
      },
    },
    clock: {
      initial: 'running',
      states: {
        running: {
          on: {
            everythingPaused: { target: 'paused', guard: 'phaseRuns' },
            timeAdded: { target: 'running', guard: 'phaseRuns' },
          },
        },
        paused: { on: { everythingResumed: 'running', timeAdded: 'paused' } },
      },
    },
  },
});

export type Life = SnapshotFrom<typeof machine>;
export type LifeStage = Life['value']['life'];

// `transition()` of the library builds an actor scope at each call, several times dearer than the step itself.
// This one is kept: the machine has no actors, delays or emitted events, so nothing is ever read from it but `self`.
const actor = createActor(machine);
const scope = {
  self: actor,
  id: '',
  sessionId: '',
  logger: () => undefined,
  defer: () => undefined,
  stopChild: () => undefined,
  system: actor.system,
  emit: () => undefined,
  actionExecutor: () => undefined,
} as unknown as ActorScope<Life, LifeEvent>;

/** Before the first round. */
export const lobby: Life = machine.getInitialSnapshot(scope, undefined);

/** The part of a fact that the machine eats; null for the facts that leave a round's life alone. Closed: nothing of a client's passes here. */
function eventOf(fact: SessionFact): LifeEvent | null {
  switch (fact.type) {
    case 'roundOpened':
      return { type: 'roundOpened', planned: fact.setup.phases.map(({ kind }) => kind) };
    case 'phaseStarted':
      return { type: 'phaseStarted', kind: fact.kind };
    case 'bargainingClosed':
    case 'signingClosed':
    case 'everythingPaused':
    case 'everythingResumed':
    case 'timeAdded':
    case 'debriefStepOpened':
    case 'roundClosed':
      return { type: fact.type };
    default:
      return null;
  }
}

/** Whether the fact may happen now. */
export function can(before: Life, fact: SessionFact): boolean {
  const event = eventOf(fact);
  return event === null || before.can(event);
}

/** The life after a fact; the same where the machine has no transition for it. */
export function live(before: Life, fact: SessionFact): Life {
  const event = eventOf(fact);
  return event === null ? before : machine.transition(before, event, scope);
}

/** The library's own way of taking the same step, for the test that pins the kept scope. */
export const pinned = { machine, eventOf };
