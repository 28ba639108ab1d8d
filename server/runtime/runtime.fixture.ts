// For tests: a runtime over a store of the test's choosing, without sockets or HTTP; and connections that remember what they were told.
import { resolve } from 'node:path';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import type { Summary } from '../protocol/summaries.ts';
import type { TableView } from '../protocol/table-view.ts';
import type {
  CommandAnswer,
  CommandFrame,
  EventsFrame,
  GoneFrame,
  HeadsFrame,
  ResumeAnswer,
  StreamName,
} from '../protocol/wire.ts';
import type { Catalogue } from './catalogue.ts';
import type { Connection } from './connection.ts';
import type { Identity } from './identity.ts';
import { readLibrary } from './library.ts';
import { createRuntime, type Runtime, type RuntimeOptions } from './runtime.ts';
import { hashSecret, newId } from './secrets.ts';

const libraryFolder = resolve(import.meta.dirname, '../../simulations/library');

export type Running = { runtime: Runtime; store: Store; catalogue: Catalogue; faults: unknown[] };
export async function running(
  store: Store = createMemoryStore(),
  known?: Catalogue,
  options: Pick<RuntimeOptions, 'idleMs'> = {},
): Promise<Running> {
  const faults: unknown[] = [];
  const catalogue = known ?? (await readLibrary(libraryFolder));
  const runtime = await createRuntime({ store, catalogue, onFault: (fault) => faults.push(fault), ...options });
  return { runtime, store, catalogue, faults };
}

export type Dialled = Connection & {
  identity: Identity;
  told: EventsFrame[];
  heads: HeadsFrame[];
  summaries: Summary[];
  gone: GoneFrame['why'][];
};
export function dialled(runtime: Runtime, identity: Identity): Dialled {
  const told: EventsFrame[] = [];
  const heads: HeadsFrame[] = [];
  const summaries: Summary[] = [];
  const gone: GoneFrame['why'][] = [];
  const connection = runtime.connect(identity, {
    events: (frame) => told.push(frame),
    heads: (frame) => heads.push(frame),
    summary: (frame) => summaries.push(frame),
    gone: ({ why }) => gone.push(why),
  });
  /** As a page does: what came of a command is seen like any other frame. */
  async function command(frame: CommandFrame): Promise<CommandAnswer> {
    const answer = await connection.command(frame);
    if (!answer.ok || answer.seen === undefined) return answer;
    const { seen, ...bare } = answer;
    told.push(seen);
    return bare;
  }
  return { ...connection, command, identity, told, heads, summaries, gone };
}

export const setup = {
  simulation: 'importheffing',
  phases: (['read', 'bargain', 'debrief'] as const).map((kind) => ({ kind, minutes: 2, grouping: 'table' as const })),
  ownPoints: 'always' as const,
  roundScore: null,
};

export const sends = (connection: Connection, stream: StreamName, command: object): Promise<CommandAnswer> =>
  connection.command({ stream, commandId: newId(), command } as never);
export const looks = (connection: Connection, stream: StreamName): Promise<ResumeAnswer> =>
  connection.resume({ stream, epoch: '', version: 0 });

export type Class = {
  sessionId: string;
  code: string;
  facilitator: Dialled;
  people: [Dialled, Dialled, ...Dialled[]];
  /** A further credential of the nth of them, as of another device; those before stay. */
  another(nth: number): Promise<Identity>;
};
/** A session with people, two unless told otherwise, who have read the rules. */
export async function classOf(
  runtime: Runtime,
  { simulation = setup.simulation, names = ['Anna', 'Bram'] } = {},
): Promise<Class> {
  const hosted = await runtime.host({ commandId: newId(), setup: { ...setup, simulation } });
  if (!hosted.ok) throw new Error(JSON.stringify(hosted));
  const { sessionId, code } = hosted;
  const facilitator = dialled(runtime, {
    kind: 'facilitator',
    sessionId,
    credentialHash: hashSecret(hosted.secret),
  });
  const people: Dialled[] = [];
  const wishes = names.map(
    (name) => ({ commandId: newId(), code, name, department: null, language: 'en', place: 'elsewhere' }) as const,
  );
  // A join that is sent again is the same person, with a credential of its own.
  const another = async (nth: number): Promise<Identity> => {
    const joined = await runtime.join(wishes[nth] as (typeof wishes)[number]);
    if (!joined.ok) throw new Error(JSON.stringify(joined));
    return { kind: 'person', sessionId, person: joined.person, credentialHash: hashSecret(joined.secret) };
  };
  for (const nth of wishes.keys()) {
    const one = dialled(runtime, await another(nth));
    await sends(one, 'session', { type: 'clearRules' });
    people.push(one);
  }
  return { sessionId, code, facilitator, people: people as Class['people'], another };
}

export const seatEveryone = { type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new' };

/** Seats the class and starts a phase. Resolves to the table. */
export async function seated(
  { facilitator, people }: Class,
  kind: 'read' | 'bargain' = 'bargain',
): Promise<{ table: string }> {
  for (const command of [seatEveryone, { type: 'startPhase', kind }]) {
    const answer = await sends(facilitator, 'session', command);
    if (!answer.ok) throw new Error(JSON.stringify(answer));
  }
  const lobby = await looks(people[0], 'session');
  const table = lobby.ok && 'view' in lobby && 'tables' in lobby.view ? (lobby.view as never) : null;
  const stream = { table: (table as { tables: { tableId: string }[] } | null)?.tables[0]?.tableId ?? '' };
  while ((await tableSeen(people[0], stream)).phase?.kind !== kind) await soon();
  return stream;
}

export async function tableSeen(connection: Connection, stream: StreamName): Promise<TableView> {
  const answer = await looks(connection, stream);
  if (!answer.ok || !('view' in answer)) throw new Error(JSON.stringify(answer));
  return answer.view as TableView;
}

export const soon = (ms = 5): Promise<void> => new Promise((later) => setTimeout(later, ms));

export type Held = { reached: Promise<void>; letGo(): void };
/** A store of which one call waits, once, until it is let go: before it is done, or done and not answered yet. */
export function withHold<Name extends keyof Store>(
  store: Store,
  name: Name,
  when: 'before' | 'done' = 'before',
): { store: Store; hold(): Held } {
  let holding: { reached(): void; free: Promise<void> } | null = null;
  const original = store[name] as (...args: unknown[]) => Promise<unknown>;
  const held = async (...args: unknown[]) => {
    const now = holding;
    holding = null;
    const done = when === 'done' ? await original(...args) : undefined;
    now?.reached();
    await now?.free;
    return when === 'done' ? done : original(...args);
  };
  return {
    store: { ...store, [name]: held },
    hold() {
      const reached = Promise.withResolvers<void>();
      const free = Promise.withResolvers<void>();
      holding = { reached: reached.resolve, free: free.promise };
      return { reached: reached.promise, letGo: free.resolve };
    },
  };
}

/** Asks again until it is so, at most ten seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const latest = performance.now() + 10_000;
  while (!(await isSo())) {
    if (performance.now() > latest) throw new Error('it did not come about within ten seconds');
    await soon(20);
  }
}
