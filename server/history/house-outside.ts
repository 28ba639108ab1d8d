// Nodes as real processes over SQLite (one) or Redis (several), clients over real sockets through proxies that stand for the network.
import type { Store } from '../journal/port.ts';
import { newId } from '../runtime/secrets.ts';
import { setupOf } from './class.ts';
import { type Came, type Done, type Harm, type House, type Opened, type Point, points, wordOf } from './house.ts';
import { type NodeChild, nodeChild } from './node-child.ts';
import type { NodeWish } from './node-process.ts';
import { type Chance, later } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import type { Card } from './wire.ts';
import { socketWire } from './wire-socket.ts';

/** What stands below the nodes, and what can be done to it. */
export type Ground = {
  nodes: number;
  storeFor(node: number): NodeWish['store'];
  harms: readonly Harm[];
  harm(harm: Harm, node: number, chance: Chance): Promise<void>;
  /** The store once no node is left, and the same as nodes use it. */
  look(): Promise<{ store: Store; nodesStore: Store }>;
  end(): Promise<void>;
};

const kills: Harm[] = [...points, 'any' as const].map((at) => ({ kind: 'kill', at }));
const common: Harm[] = [...kills, { kind: 'hang' }, { kind: 'cut' }, { kind: 'delay' }];
const meetsWithinMs = 2_500;

export async function outsideHouse(ground: Ground, sabotage: Sabotage | null, seed: number): Promise<House> {
  const faults: string[] = [];
  const nodes = await Promise.all(
    Array.from({ length: ground.nodes }, (_, index) =>
      nodeChild({ store: ground.storeFor(index), sabotage, seed: seed + index * 1_000 }, (fault) => faults.push(fault)),
    ),
  );
  // The first founds the store.
  for (const node of nodes) await node.start();
  const [first] = nodes;
  const awaiting = new Set<number>();
  return {
    nodes: nodes.length,
    harms: [...common, ...ground.harms],
    faults,
    awaiting,
    host: (simulation) => host(first, simulation),
    join: (code, name) => join(first, code, name),
    dial: (index, card, ears) => socketWire(nodes[index]?.proxy.port ?? 0, card, ears),
    async harm(wish, index, chance): Promise<Done | null> {
      const node = nodes[index];
      const from = Date.now();
      if (wish.kind === 'kill' && wish.at === 'beforeFanOut') awaiting.add(index);
      const came = node ? await harmNode(node, wish, chance).finally(() => awaiting.delete(index)) : null;
      if (came === 'not mine') await ground.harm(wish, index, chance);
      const known = came === 'not mine' ? { word: wish.kind } : came;
      return known && { ...known, node: index, from, to: Date.now() };
    },
    async look() {
      for (const node of nodes) await node.end();
      return ground.look();
    },
    async end() {
      for (const node of nodes) await node.end().catch(() => undefined);
      await ground.end();
    },
  };
}

async function harmNode(node: NodeChild, harm: Harm, chance: Chance): Promise<Came | 'not mine' | null> {
  switch (harm.kind) {
    case 'kill':
      return kill(node, harm.at);
    case 'hang':
      node.signal('SIGSTOP');
      await later(300 + chance.below(2_000));
      node.signal('SIGCONT');
      return { word: harm.kind };
    case 'cut':
      node.proxy.cut();
      await later(chance.below(600));
      node.proxy.mend();
      return { word: harm.kind };
    case 'delay':
      node.proxy.delay(20 + chance.below(200));
      await later(400 + chance.below(600));
      node.proxy.delay(0);
      return { word: harm.kind };
    default:
      return 'not mine';
  }
}

/** Armed, it dies by itself when it comes to that point; where it does not come there it lives on. */
async function kill(node: NodeChild, at: Point | 'any'): Promise<Came | null> {
  if (at === 'any') node.signal('SIGKILL');
  else node.arm(at);
  const died = await Promise.race([node.gone().then(() => true), later(meetsWithinMs).then(() => false)]);
  if (!died) {
    node.arm(null);
    // It may have met it in this very moment.
    const late = await Promise.race([node.gone().then(() => true), later(100).then(() => false)]);
    if (!late) return null;
  }
  await node.start();
  const word = wordOf({ kind: 'kill', at });
  // Asked only now: its last word may be read after it was seen to be gone.
  return at === 'beforeFanOut' ? { word, acked: node.answering() } : { word };
}

async function post<Body>(
  node: NodeChild | undefined,
  path: string,
  body: object,
): Promise<{ body: Body; secret: string }> {
  const response = await fetch(`http://127.0.0.1:${node?.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { body: (await response.json()) as Body, secret: cookies.join('; ') };
}

async function host(node: NodeChild | undefined, simulation: string): Promise<Opened> {
  const wish = { commandId: newId(), setup: setupOf(simulation) };
  const { body, secret } = await post<{ sessionId: string; code: string }>(node, '/api/sessions', wish);
  return { ...body, card: { handshake: { as: 'facilitator', sessionId: body.sessionId }, secret } };
}

async function join(node: NodeChild | undefined, code: string, name: string): Promise<Card> {
  const wish = { commandId: newId(), code, name, department: null, language: 'en', place: 'elsewhere' };
  const { body, secret } = await post<{ sessionId: string; person: string }>(node, '/api/join', wish);
  return { handshake: { as: 'person', ...body }, secret };
}
