// Whole classes at ours: sessions with a facilitator who watches, everybody seated two by two, all tables bargaining.
// Goes through the real API; what it opens stays open until `close`.
import type { LobbyView } from '../../server/protocol/session-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { addressOf } from './addresses.ts';
import { type Credential, enter, type Hosted, hangUp, hostSession, join, order, resume } from './people.ts';
import { together, upTo } from './pool.ts';
import type { LoadSocket } from './socket-io.ts';

const tablesEach = 50;
const atOnce = 16;

/** Two at a table, in the order of the case's roles; `hears` can be set at any time. */
export type Seated = { credential: Credential; place: { port: number; localAddress: string }; socket: LoadSocket };
export type Table = { tableId: string; view: TableView; people: [Seated, Seated] };
export type Classes = { tables: Table[]; hosts: Hosted[]; close(): void };

type Person = Seated & { hears: (payload: Buffer) => void };

/** `listen` hears every event of a person at a table: which table, which of the two. */
export async function openClasses(
  port: number,
  count: number,
  listen: (table: number, seat: 0 | 1, payload: Buffer) => void,
): Promise<Classes> {
  const sizes = upTo(Math.ceil(count / tablesEach)).map((index) => Math.min(tablesEach, count - index * tablesEach));
  const tables: Table[] = [];
  const hosts: Hosted[] = [];
  const sockets: LoadSocket[] = [];
  for (const [index, size] of sizes.entries()) {
    const opened = await openClass(port, index, size, sockets);
    hosts.push(opened.host);
    for (const { table, people } of opened.tables) {
      const place = tables.push(table) - 1;
      for (const [seat, person] of people.entries())
        person.hears = (payload) => listen(place, seat === 0 ? 0 : 1, payload);
    }
  }
  return {
    tables,
    hosts,
    close() {
      hangUp();
      for (const socket of sockets) socket.close();
    },
  };
}

async function openClass(port: number, index: number, size: number, sockets: LoadSocket[]) {
  const place = (within: number) => ({ port, localAddress: addressOf(index * 64 + (within >> 2)) });
  const host = await hostSession(place(0));
  const facilitator = await enter(place(0), host);
  await resume(facilitator, 'session');
  const people = await together(upTo(size * 2), atOnce, async (within) => {
    const credential = await join(place(within), host.code, `Person ${within + 1}`);
    const person: Person = { credential, place: place(within), socket: facilitator, hears: () => undefined };
    person.socket = await enter(place(within), credential, { onEvent: (payload) => person.hears(payload) });
    await order(person.socket, 'session', { type: 'clearRules' });
    return person;
  });
  sockets.push(facilitator, ...people.map(({ socket }) => socket));
  await order(facilitator, 'session', { type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new' });
  await order(facilitator, 'session', { type: 'startPhase', kind: 'bargain' });
  return { host, tables: await sitDown(people) };
}

/** Everybody takes the view of the session and of their table, as a client does, and is found beside their partner. */
async function sitDown(people: Person[]): Promise<{ table: Table; people: [Person, Person] }[]> {
  const views = await together(people, atOnce, ({ socket }) => tableOnceItBargains(socket));
  const byId = new Map(people.map((person) => [person.credential.person, person]));
  const tables = new Map(views.map((view) => [view.tableId, view]));
  return [...tables.values()].map((view) => {
    const seated = view.seats.map(({ holders }) => byId.get(holders[0]?.person ?? null) as Person);
    const pair: [Person, Person] = [seated[0] as Person, seated[1] as Person];
    return { table: { tableId: view.tableId, view, people: pair }, people: pair };
  });
}

/** Another node than the facilitator's hears of what they did a moment later. */
async function tableOnceItBargains(socket: LoadSocket): Promise<TableView> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [seat] = (await resume<LobbyView>(socket, 'session')).tables;
    const view = seat && (await resume<TableView>(socket, { table: seat.tableId }));
    if (view?.phase?.kind === 'bargain') return view;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('a table never began to bargain');
}
