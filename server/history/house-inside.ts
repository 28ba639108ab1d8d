// Nodes within this process: runtimes over one shared store, clients over fake sockets. A node is killed by leaving it behind
// in the middle of its work, with nothing of it heard any more.
import type { Store } from '../journal/port.ts';
import type { Catalogue } from '../runtime/catalogue.ts';
import { createRuntime, type Runtime } from '../runtime/runtime.ts';
import { newId } from '../runtime/secrets.ts';
import { setupOf } from './class.ts';
import { type FaultyStore, faultyStore } from './faulty-store.ts';
import { type Came, type Done, type Harm, type House, type Point, points, wordOf } from './house.ts';
import { markedCatalogue } from './marked-cases.ts';
import { type Chance, later } from './random.ts';
import { type Sabotage, sabotaged } from './sabotage.ts';
import { told } from './told.ts';
import { type Card, type Ears, Lost, type Wire } from './wire.ts';
import { fakeWire, type Line } from './wire-fake.ts';

type Node = {
  runtime: Runtime;
  faulty: FaultyStore;
  lines: Set<Line>;
  delayMs: number;
  answering: string;
  died(): void;
};
export type InsideOptions = {
  store: Store;
  nodes: number;
  chance: Chance;
  sabotage: Sabotage | null;
  close(): Promise<void>;
};

const kills: Harm[] = [...points, 'any' as const].map((at) => ({ kind: 'kill', at }));
/** A point that is not met in this time is not met at all. */
const meetsWithinMs = 1_500;

export async function insideHouse(options: InsideOptions): Promise<House> {
  const { store, chance } = options;
  const faults: string[] = [];
  const catalogue = await markedCatalogue();
  const nodes: (Node | null)[] = [];
  const awaiting = new Set<number>();
  const start = async () => openNode(options, catalogue, (fault) => faults.push(told(fault)));
  for (let index = 0; index < options.nodes; index += 1) nodes.push(await start());
  const some = (): Node => nodes.find((node) => node !== null) as Node;

  async function leave(index: number): Promise<void> {
    const node = nodes[index];
    if (!node) return;
    nodes[index] = null;
    node.faulty.die();
    for (const line of node.lines) line.break();
    void node.runtime.stop();
    await later(10 + chance.below(150));
    nodes[index] = await start();
  }

  async function kill(index: number, at: Point | 'any'): Promise<Came | null> {
    const node = nodes[index];
    if (!node) return null;
    const word = wordOf({ kind: 'kill', at });
    if (at === 'any') {
      await leave(index);
      return { word };
    }
    if (at === 'beforeFanOut') awaiting.add(index);
    const met = new Promise<boolean>((meet) => {
      node.died = () => meet(true);
      setTimeout(() => meet(false), meetsWithinMs);
    });
    node.faulty.arm(at);
    const isMet = await met;
    awaiting.delete(index);
    if (!isMet) {
      node.faulty.disarm();
      return null;
    }
    await leave(index);
    return at === 'beforeFanOut' ? { word, acked: node.answering } : { word };
  }

  async function harm(harm: Harm, index: number): Promise<Came | null> {
    const node = nodes[index];
    if (!node) return null;
    if (harm.kind === 'kill') return kill(index, harm.at);
    if (harm.kind === 'hang') {
      const over = later(200 + chance.below(800));
      node.faulty.hang(over);
      await over;
    }
    if (harm.kind === 'cut') for (const line of node.lines) line.break();
    if (harm.kind === 'delay') {
      node.delayMs = 20 + chance.below(200);
      await later(300 + chance.below(500));
      node.delayMs = 0;
    }
    return { word: harm.kind };
  }

  return {
    nodes: options.nodes,
    harms: [...kills, ...kills, { kind: 'hang' }, { kind: 'cut' }, { kind: 'cut' }, { kind: 'delay' }],
    faults,
    awaiting,
    async host(simulation) {
      const hosted = await some().runtime.host({ commandId: newId(), setup: setupOf(simulation) });
      if (!hosted.ok) throw new Error(JSON.stringify(hosted));
      const { sessionId, code, secret } = hosted;
      return { sessionId, code, card: { handshake: { as: 'facilitator', sessionId }, secret } };
    },
    async join(code, name) {
      const wish = { commandId: newId(), code, name, department: null, language: 'en', place: 'elsewhere' } as const;
      const joined = await some().runtime.join(wish);
      if (!joined.ok) throw new Error(JSON.stringify(joined));
      const { sessionId, person, secret } = joined;
      return { handshake: { as: 'person', sessionId, person }, secret };
    },
    dial: (index, card, ears) => dial(nodes[index] ?? null, card, ears, chance),
    async harm(wish, index): Promise<Done | null> {
      const from = Date.now();
      const came = await harm(wish, index);
      return came && { ...came, node: index, from, to: Date.now() };
    },
    async look() {
      for (const node of nodes) await node?.runtime.stop();
      return { store, nodesStore: sabotaged(store, options.sabotage, chance) };
    },
    async end() {
      await options.close();
    },
  };
}

async function openNode(
  { store, sabotage, chance }: InsideOptions,
  catalogue: Catalogue,
  onFault: (fault: unknown) => void,
): Promise<Node> {
  const node = { lines: new Set<Line>(), delayMs: 0, answering: '', died: () => undefined } as unknown as Node;
  node.faulty = faultyStore(sabotaged(slow(store, chance), sabotage, chance), {
    onAnswering: (commandId) => {
      node.answering = commandId;
    },
    onDeath: () => {
      for (const line of node.lines) line.break();
      node.died();
    },
  });
  node.runtime = await createRuntime({ store: node.faulty.store, catalogue, onFault });
  return node;
}

/** A disk takes a moment, before what is written is there and after: so nodes meet, and something can happen in between. */
function slow(store: Store, chance: Chance): Store {
  return {
    ...store,
    async append(item) {
      await later(chance.below(4));
      const result = await store.append(item);
      await later(chance.below(3));
      return result;
    },
    async read(stream, afterVersion) {
      if (chance.happens(0.5)) await later(chance.below(2));
      return store.read(stream, afterVersion);
    },
  };
}

async function dial(node: Node | null, { handshake, secret }: Card, ears: Ears, chance: Chance): Promise<Wire> {
  if (node === null) throw new Lost('no node');
  const id = handshake.as === 'person' ? handshake.person : handshake.sessionId;
  const kind = handshake.as === 'screen' ? 'facilitator' : handshake.as;
  const proving = node.runtime.prove(kind, id, handshake.sessionId, secret);
  const identity = await Promise.race([proving, later(2_000).then(() => null)]);
  if (identity === null) throw new Lost('nobody proven');
  return fakeWire(
    {
      runtime: node.runtime,
      identity: handshake.as === 'screen' ? { ...identity, kind: 'screen' } : identity,
      delayMs: () => node.delayMs + (chance.happens(0.3) ? chance.below(3) : 0),
      lines: node.lines,
    },
    ears,
  );
}
