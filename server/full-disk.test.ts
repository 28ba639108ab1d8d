// A disk that takes no more while several tables are being written together, under a real node: the commit fails for all of them, nothing
// of it is left in any memory, and what comes later is decided on what is really stored.
import { expect, test } from 'vitest';
import { inTime, seen, typeOf } from './apart.fixture.ts';
import { freshId } from './calls.fixture.ts';
import { type Pair, seatPair } from './pair.fixture.ts';
import { groundOn } from './process.fixture.ts';

type Person = Pair['people'][number];
const frameOf = (pair: Pair, text: string) => ({
  stream: pair.table,
  commandId: freshId(),
  command: { type: 'sendMessage', text },
});
const send = ({ client }: Person, frame: ReturnType<typeof frameOf>) => client.emitWithAck('command', frame as never);

test('a commit of several tables fails on a full disk: all are told to try again and nothing of it is there; with room each goes once', async () => {
  const ground = await groundOn('sqlite');
  try {
    const node = await ground.start();
    const pairs: Pair[] = [];
    for (let table = 0; table < 4; table += 1) pairs.push(await seatPair(node));
    const all = pairs.flatMap((pair) => pair.people.map((person, n) => ({ person, pair, text: `said by ${n}` })));
    for (const { person, pair } of all) expect(await send(person, frameOf(pair, 'before'))).toMatchObject({ ok: true });

    // What is sent to a node that stands still is all there when it goes on: one turn, one group.
    node.hang();
    const frames = all.map(({ pair, text }) => frameOf(pair, text));
    const answers = all.map(({ person }, index) => send(person, frames[index] as ReturnType<typeof frameOf>));
    node.fillDisk();
    node.wake();
    for (const answer of await Promise.all(answers))
      expect(answer).toMatchObject({ ok: false, rejection: { code: 'tryAgain' } });
    for (const { person, pair } of all)
      expect(JSON.stringify((await seen(person.client, pair)).conversation)).not.toContain('said by');

    node.freeDisk();
    for (const { pair } of all.filter((_, index) => index % 2 === 0)) {
      const [anna] = pair.people as [Person];
      const after = frameOf(pair, 'after');
      await inTime(10_000, async () => ((await send(anna, after)).ok ? true : null));
    }
    for (const [index, { person }] of all.entries())
      expect(await send(person, frames[index] as ReturnType<typeof frameOf>)).toMatchObject({ ok: true });
    for (const pair of pairs) pair.end();
    await node.kill();

    const facts = await ground.facts();
    for (const { table } of pairs) {
      const own = facts.filter(({ stream }) => stream === `table:${table.table}`);
      expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1));
      expect(own.filter((fact) => typeOf(fact) === 'messageSent')).toHaveLength(5);
    }
    expect(node.faults.every((fault) => /full|disk I\/O|StoreUnavailable/.test(fault))).toBe(true);
  } finally {
    await ground.end();
  }
});
