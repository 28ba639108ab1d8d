// Sends the inputs, batch by batch, and watches the promises: the node lives, what has to be answered is answered once, nobody is
// shown a stack trace, memory stays where it was. A batch depends on seed and number only.
import { openLive, openTcp, openWebSocket, type RawClient, until } from '../../server/raw-client.fixture.ts';
import { type Chance, chanceOf } from './chance.ts';
import { bytes, frame, packet, request } from './inputs.ts';
import { NodeProcess } from './node-process.ts';
import { openScene, type Scene } from './scene.ts';

export type Broken = { batch: number; promise: string; input: string };
export type Report = {
  inputs: number;
  answered: number;
  kinds: Record<string, number>;
  heldAtFirst: number;
  heldAtLast: number;
  seconds: number;
  broken: Broken | null;
};
type Tally = Omit<Report, 'heldAtFirst' | 'heldAtLast' | 'seconds' | 'broken'>;

/** Fewer than a connection may send at once, so that every frame is looked at and not just told "too fast". */
export const batchSize = 50;
const batchesPerScene = 10;
const lanes = 4;
/** Over the whole run, after a warm-up: what caches and the journal's index may come to. */
export const mayGrowBytes = 64 * 1024 * 1024;
const answerWithinMs = 20_000;
const stackTrace = /\bat [\w.<>]+ \((?:file|node|\/)|node_modules|\.ts:\d+:\d+/;

class BrokenPromise extends Error {
  readonly input: string;
  constructor(promise: string, input: string | Uint8Array) {
    super(promise);
    this.input = typeof input === 'string' ? input : JSON.stringify(Buffer.from(input).toString('latin1'));
  }
}

export async function fuzz(options: { inputs: number; seed: number; from?: number }): Promise<Report> {
  const { inputs, seed, from = 0 } = options;
  const began = performance.now();
  const node = await NodeProcess.start();
  const tally: Tally = { inputs: 0, answered: 0, kinds: {} };
  const last = from + Math.ceil(inputs / batchSize);
  const warm = from + Math.max(1, Math.floor((last - from) / 10));
  let begun = from;
  let broken: Broken | null = null;

  async function next(scene: Scene | null, batch: number): Promise<Scene | null> {
    try {
      const played = scene ?? (await inTime(openScene(node.url)));
      const goesOn = await oneBatch(node, played, chanceOf(seed, batch), tally);
      if (goesOn) return played;
      await played.end();
    } catch (fault) {
      const input = fault instanceof BrokenPromise ? fault.input : '';
      const promise = node.alive ? String((fault as Error).message) : `the node ended: ${node.output.slice(-2_000)}`;
      broken ??= { batch, promise, input: input.slice(0, 2_000) };
    }
    return null;
  }
  async function lane(until: number): Promise<void> {
    let scene: Scene | null = null;
    for (let count = 1; begun < until && broken === null; count += 1) {
      scene = await next(scene, begun++);
      if (count % batchesPerScene !== 0) continue;
      await scene?.end();
      scene = null;
    }
    await scene?.end().catch(() => undefined);
  }
  const all = (until: number) => Promise.all(Array.from({ length: lanes }, () => lane(until)));

  await all(warm);
  const first = node.alive ? await node.measure() : { heldBytes: 0, faults: [] };
  await all(last);
  const end = node.alive ? await node.measure() : first;
  broken ??= verdict(first.heldBytes, end, node, begun);
  await node.end();
  return {
    ...tally,
    heldAtFirst: first.heldBytes,
    heldAtLast: end.heldBytes,
    seconds: (performance.now() - began) / 1000,
    broken,
  };
}

function verdict(
  heldAtFirst: number,
  { heldBytes, faults }: { heldBytes: number; faults: string[] },
  node: NodeProcess,
  batch: number,
): Broken | null {
  const grown = heldBytes - heldAtFirst;
  if (faults[0] !== undefined) return { batch, promise: `the node met a fault of its own: ${faults[0]}`, input: '' };
  if (grown > mayGrowBytes) return { batch, promise: `memory grew by ${grown} bytes`, input: '' };
  if (node.output !== '') return { batch, promise: `the node wrote: ${node.output.slice(-2_000)}`, input: '' };
  return null;
}

/** False where the session or the person is gone by what was sent. */
async function oneBatch(node: NodeProcess, scene: Scene, chance: Chance, tally: Tally): Promise<boolean> {
  const kind = chance.one(['frames', 'frames', 'frames', 'frames', 'frames', 'packets', 'requests', 'bytes']);
  const goesOn = await { frames, packets, requests, bytes: rawBytes }[kind as 'frames'](node, scene, chance, tally);
  tally.inputs += batchSize;
  tally.kinds[kind] = (tally.kinds[kind] ?? 0) + batchSize;
  const health = await fetch(`${node.url}/healthz`);
  await health.text();
  if (!health.ok) throw new BrokenPromise('the node is not healthy', '');
  return goesOn;
}

async function live(node: NodeProcess, scene: Scene): Promise<RawClient | null> {
  return openLive(node.port, scene.cookie, scene.auth).catch((fault: unknown) => {
    // Refused: an input before has taken this person or session away.
    if (scene.over) return null;
    throw fault;
  });
}

/** Frames that all have to be answered, exactly once. */
async function frames(node: NodeProcess, scene: Scene, chance: Chance, tally: Tally): Promise<boolean> {
  const sent = Array.from({ length: batchSize }, () => frame(chance, scene.known));
  const client = await live(node, scene);
  if (client === null) return false;
  let ended = false;
  void client.closed.then(() => {
    ended = true;
  });
  const count = (id: number) => client.heard().split(`43${id}[`).length - 1;
  // Frames are sent as many at once as a connection may have under way.
  for (let start = 0; start < sent.length && !ended; start += 25) {
    const some = sent.slice(start, start + 25);
    for (const [index, args] of some.entries()) client.frame(`42${1000 + start + index}[${args}]`);
    const missing = () => some.findIndex((_, index) => count(1000 + start + index) === 0);
    await until(() => ended || missing() === -1, answerWithinMs).catch(() => undefined);
    const gone = client.heard().includes('["gone"');
    if (missing() !== -1 && !gone && !malformedJson(some))
      throw new BrokenPromise(ended ? 'the connection ended unanswered' : 'unanswered', some[missing()] ?? '');
  }
  const twice = sent.findIndex((_, index) => count(1000 + index) > 1);
  if (twice !== -1) throw new BrokenPromise('answered twice', sent[twice] ?? '');
  tally.answered += sent.filter((_, index) => count(1000 + index) === 1).length;
  nothingTold(client.heard(), sent.join('\n'));
  const gone = client.heard().includes('["gone"');
  client.socket.destroy();
  if (gone) scene.over = true;
  return !gone;
}

/** What is no JSON ends the connection; so does what it was sent with. */
const malformedJson = (sent: string[]): boolean =>
  sent.some((args) => {
    try {
      JSON.parse(`[${args}]`);
      return false;
    } catch {
      return true;
    }
  });

/** Broken packets: one connection each few, which may end. */
async function packets(node: NodeProcess, scene: Scene, chance: Chance): Promise<boolean> {
  for (let index = 0; index < batchSize; index += 5) {
    const client = await live(node, scene);
    if (client === null) return false;
    const sent = Array.from({ length: 5 }, () => packet(chance, scene.known));
    for (const one of sent) client.frame(one, chance.once(6) ? 2 : 1);
    await Promise.race([client.closed, settled()]);
    nothingTold(client.heard(), sent.join('\n'));
    if (client.heard().includes('["gone"')) scene.over = true;
    client.socket.destroy();
    if (scene.over) return false;
  }
  return true;
}

async function requests(node: NodeProcess, scene: Scene, chance: Chance, tally: Tally): Promise<boolean> {
  for (let index = 0; index < batchSize; index += 1) {
    const { bytes: sent, answered } = request(chance, scene.known, scene.cookie);
    const client = await openTcp(node.port);
    // Whoever ends their own side is not waiting for an answer.
    if (answered) client.raw(sent);
    else client.socket.end(sent);
    const late = until(() => client.socket.closed, answerWithinMs);
    await Promise.race([client.closed, late.catch(() => Promise.reject(new BrokenPromise('not let go', sent)))]);
    const heard = client.heard();
    if (answered && !/^HTTP\/1\.1 \d{3} /.test(heard)) throw new BrokenPromise('an unanswered request', sent);
    if (/^HTTP\/1\.1 5(?!03)/.test(heard)) throw new BrokenPromise(`answered by ${heard.slice(9, 12)}`, sent);
    if (heard !== '') tally.answered += 1;
    nothingTold(heard, sent);
    // A request of one's own may have erased this person; the next connection is refused.
    if (/people\/erase/.test(sent.toString('latin1')) && /^HTTP\/1\.1 200/.test(heard)) scene.over = true;
  }
  return !scene.over;
}

async function rawBytes(node: NodeProcess, _: Scene, chance: Chance): Promise<boolean> {
  for (let index = 0; index < batchSize; index += 1) {
    const upgraded = chance.once(2);
    const client = upgraded ? await openWebSocket(node.port) : await openTcp(node.port);
    const sent = bytes(chance);
    client.raw(sent);
    await Promise.race([client.closed, settled()]);
    nothingTold(client.heard(), sent);
    client.socket.destroy();
  }
  return true;
}

/** Two honest people who get no answer are a broken promise too. */
async function inTime(opening: Promise<Scene>): Promise<Scene> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(
      () => failed(new BrokenPromise('no table could be set: somebody waits for an answer', '')),
      answerWithinMs,
    );
  });
  return Promise.race([opening, late]).finally(() => clearTimeout(timer));
}

const settled = (): Promise<void> => new Promise((later) => setTimeout(later, 5));

function nothingTold(heard: string, input: string | Uint8Array): void {
  const found = stackTrace.exec(heard);
  if (found) throw new BrokenPromise(`a stack trace was told: ${heard.slice(found.index, found.index + 200)}`, input);
}
