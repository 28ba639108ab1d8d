// Resuming under way: while things happen, from a stale version or one ahead, three hundred at once, in two tabs.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Store } from '../journal/port.ts';
import type { EventsFrame, ResumeAnswer } from '../protocol/wire.ts';
import {
  classOf,
  type Dialled,
  dialled,
  looks,
  running,
  seated,
  sends,
  soon,
  tableSeen,
  until,
} from './runtime.fixture.ts';
import { randomOf, unsteady } from './unsteady.fixture.ts';

type Held = { epoch: string; version: number; lines: string[]; amiss: number };
const linesIn = (value: unknown): string[] => JSON.stringify(value).match(/line-\d+/g) ?? [];

/** Folds as a client does; what is pushed has to follow on what is held, neither with a gap nor twice. */
function follow(held: Held, frame: Pick<EventsFrame, 'epoch' | 'version' | 'events'>, isPushed: boolean): void {
  const before = frame.version - frame.events.length;
  if (isPushed && (frame.epoch !== held.epoch || before !== held.version)) held.amiss += 1;
  held.lines.push(...linesIn(frame.events.slice(held.version - before)));
  held.version = Math.max(held.version, frame.version);
}

function take(held: Held, answer: ResumeAnswer): void {
  if (!answer.ok) throw new Error('refused');
  if ('events' in answer) follow(held, answer, false);
  else if (answer.epoch !== held.epoch || answer.version >= held.version)
    Object.assign(held, { epoch: answer.epoch, version: answer.version, lines: linesIn(answer.view) });
}

test.each([1, 2, 3, 4, 5, 6])(
  'facts that land while resumes are answered are neither lost nor doubled (seed %i)',
  async (seed) => {
    const random = randomOf(seed);
    const { runtime, faults } = await running(unsteady(createMemoryStore(), random));
    const here = await classOf(runtime);
    const table = await seated(here);
    const [anna, bram] = here.people;
    const held: Held = { epoch: '', version: 0, lines: [], amiss: 0 };
    let taken = 0;
    /** What came, in the order it came, as over one socket. */
    const drain = () => {
      for (; taken < anna.told.length; taken += 1) {
        const frame = anna.told[taken];
        if (frame && frame.stream !== 'session') follow(held, frame, true);
      }
    };
    const talking = (async () => {
      for (let n = 0; n < 40; n += 1) {
        await sends(bram, table, { type: 'sendMessage', text: `line-${n}` });
        if (random() < 0.4) await soon(random() * 15);
      }
    })();
    for (let n = 0; n < 12; n += 1) {
      const asked = { stream: table, epoch: held.epoch, version: held.version };
      // Now and then two at once, as from a page that lost its patience.
      const answers = random() < 0.3 ? [anna.resume(asked), anna.resume(asked)] : [anna.resume(asked)];
      await Promise.all(
        answers.map(async (answer) => {
          const came = await answer;
          drain();
          take(held, came);
        }),
      );
      await soon(random() * 20);
      drain();
    }
    await talking;
    const last = await anna.resume({ stream: table, epoch: held.epoch, version: held.version });
    drain();
    take(held, last);
    await until(() => {
      drain();
      return held.lines.length >= 40;
    });
    expect(held.amiss).toBe(0);
    expect(held.lines).toEqual(Array.from({ length: 40 }, (_, n) => `line-${n}`));
    expect(held.version).toBe(((await looks(anna, table)) as { version: number }).version);
    expect(faults).toEqual([]);
    await runtime.stop();
  },
);

test('a stale version gets what follows, one ahead or of another epoch a fresh view', async () => {
  const { runtime } = await running();
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna, bram] = here.people;
  const before = await looks(anna, table);
  if (!before.ok) throw new Error('refused');
  for (const text of ['one', 'two']) await sends(bram, table, { type: 'sendMessage', text });
  const { epoch, version } = before;
  const stale = await anna.resume({ stream: table, epoch, version });
  expect(stale).toMatchObject({ ok: true, version: version + 2, events: [{}, {}] });
  for (const asked of [
    { epoch, version: version + 100 },
    { epoch: 'another', version },
    { epoch: '', version: 0 },
  ]) {
    const fresh = await anna.resume({ stream: table, ...asked });
    expect(fresh).toMatchObject({ ok: true, epoch, version: version + 2 });
    expect(fresh).toHaveProperty('view');
  }
  await runtime.stop();
});

test('a reconnect storm: three hundred resume at once, everybody is served, texts are read together', async () => {
  const memory = createMemoryStore();
  let reads = 0;
  const store: Store = {
    ...memory,
    readTexts: (refs) => {
      reads += 1;
      return memory.readTexts(refs);
    },
  };
  const { runtime, faults } = await running(store);
  const here = await classOf(runtime);
  const table = await seated(here);
  await sends(here.people[1], table, { type: 'sendMessage', text: 'hello' });
  const all: Dialled[] = [];
  // Ten pages each are what a credential may show.
  for (let device = 0; device < 30; device += 1) {
    const identity = await here.another(device % 2);
    for (let page = 0; page < 10; page += 1) all.push(dialled(runtime, identity));
  }
  reads = 0;
  const answers = await Promise.all(all.flatMap((one) => [looks(one, 'session'), looks(one, table)]));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(600);
  expect(reads).toBeLessThan(60);
  reads = 0;
  await soon(50);
  await sends(here.people[0], table, { type: 'sendMessage', text: 'to all of you' });
  await until(() => all.every(({ told }) => JSON.stringify(told).includes('to all of you')));
  expect(reads).toBeLessThan(30);
  expect(faults).toEqual([]);
  await runtime.stop();
});

test('one person in two tabs: both see all, each move counts once, and they are one person to everybody', async () => {
  const { runtime } = await running();
  const here = await classOf(runtime);
  const table = await seated(here);
  const [anna] = here.people;
  const second = dialled(runtime, anna.identity);
  const [one, other] = [await tableSeen(anna, table), await tableSeen(second, table)];
  expect(other).toEqual(one);
  await soon(50);
  const frame = {
    stream: table,
    commandId: 'the-same-command-000001',
    command: { type: 'sendMessage', text: 'from both' },
  };
  const answers = await Promise.all([anna.command(frame as never), second.command(frame as never)]);
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ ok: true });
  await until(() => [anna, second].every(({ told }) => JSON.stringify(told).includes('from both')));
  expect(JSON.stringify((await tableSeen(second, table)).conversation).match(/from both/g)).toHaveLength(1);
  const presence = () =>
    here.facilitator.summaries.findLast(({ kind }) => kind === 'presence') as { connected: string[] } | undefined;
  await until(() => presence()?.connected.length === 2);
  second.close();
  await soon(600);
  expect(presence()?.connected).toHaveLength(2);
  await runtime.stop();
});
