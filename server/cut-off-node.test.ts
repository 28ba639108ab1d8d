// One node of two finds Redis no more, while the other does: nobody on it is left without an answer, the table goes on, and once the
// way is mended everybody sees the same without connecting anew.
import { expect, onTestFinished, test } from 'vitest';
import { ended, endsIn, follow, inTime, scenes, seen, typeOf } from './apart.fixture.ts';
import { freshId } from './calls.fixture.ts';
import { startTcpProxy, type TcpProxy } from './journal/redis/tcp-proxy.fixture.ts';
import { must, order } from './live.fixture.ts';

const { apart } = scenes();

async function twoBehindProxy() {
  const proxy = Promise.withResolvers<TcpProxy>();
  const scene = await apart(async (port) => {
    proxy.resolve(await startTcpProxy(port));
    return (await proxy.promise).port;
  });
  const way = await proxy.promise;
  onTestFinished(() => way.end());
  return { ...scene, way };
}

test.each(['cut', 'swallow'] as const)(
  'a node cut off from Redis (%s): "try again" to its people, deadlines by the other, and the truth unasked once it is mended',
  async (how) => {
    const scene = await twoBehindProxy();
    const { pair, anna, bram, way, ground } = scene;
    const page = await follow(bram, pair);
    await endsIn(scene, 8_000);
    way[how]();
    const frame = {
      stream: pair.table,
      commandId: freshId(),
      command: { type: 'sendMessage', text: 'from the island' },
    };
    const asking = bram.emitWithAck('command', frame as never);
    await must(order(anna, pair.table, { type: 'sendMessage', text: 'on the mainland' }));
    expect(await asking).toMatchObject({ ok: false, rejection: { code: 'tryAgain' } });
    await inTime(20_000, () => ended(anna, pair));
    expect(page.saw('on the mainland')).toBe(false);

    way.mend();
    await inTime(15_000, async () => (page.saw('on the mainland') ? true : null));
    await inTime(15_000, () => ended(bram, pair));
    expect(bram.connected).toBe(true);
    // Sent again under its id it gets an answer for good; whichever, it is not there twice.
    await inTime(10_000, async () => {
      const answer = await bram.emitWithAck('command', frame as never);
      return answer.ok || answer.rejection.code !== 'tryAgain' ? true : null;
    });
    const mine = (await seen(anna, pair)).conversation;
    await inTime(10_000, async () => ((await seen(bram, pair)).conversation.length === mine.length ? true : null));
    expect(JSON.stringify(mine).match(/from the island/g)?.length ?? 0).toBeLessThan(2);
    const facts = await ground.facts();
    const atTable = facts.filter(({ stream }) => stream.startsWith('table:'));
    expect(atTable.map(({ version }) => version)).toEqual(atTable.map((_, n) => n + 1));
    for (const once of ['bargainingClosed', 'endedWithoutAgreement'])
      expect(atTable.filter((fact) => typeOf(fact) === once)).toHaveLength(1);
    // Somebody was alive all the time: for the store there was no outage.
    expect(facts.map(typeOf)).not.toContain('outageObserved');
  },
);
