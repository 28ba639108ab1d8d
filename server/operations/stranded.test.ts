// A node that its store left while another one is ready sends its people there; where none is, nobody is cut off.
import { describe, expect, test } from 'vitest';
import { host, joinAs } from '../calls.fixture.ts';
import { asPerson } from '../live.fixture.ts';
import { strandedAfterMs, watchStranded } from './stranded.ts';
import { until, watchedNodes } from './watched-node.fixture.ts';

describe('stranded', () => {
  function watch() {
    const told: number[] = [];
    let now = 0;
    const asked = watchStranded({ onStranded: () => told.push(now), now: () => now });
    /** Asked each second up to this time. */
    const upTo = (end: number, storeAnswers: boolean, nodesReady: number) => {
      for (; now < end; now += 1_000) asked(storeAnswers, nodesReady);
    };
    const passes = (ms: number) => {
      now += ms;
    };
    return { told, upTo, passes };
  }

  test('once the store has been away and another node ready all the time for 10 s; not again before as long a time', () => {
    const { told, upTo } = watch();
    upTo(35_000, false, 1);
    expect(told).toEqual([strandedAfterMs, 2 * strandedAfterMs, 3 * strandedAfterMs]);
  });

  test('never while no node is ready, however long, and not where one sees the store back a moment before the other', () => {
    const { told, upTo } = watch();
    upTo(600_000, false, 0);
    upTo(609_000, false, 1);
    upTo(700_000, true, 2);
    upTo(709_000, false, 1);
    expect(told).toEqual([]);
  });

  test('a proxy that was silent, or a node that was stopped, counts anew', () => {
    const { told, upTo, passes } = watch();
    upTo(9_000, false, 1);
    passes(60_000);
    upTo(78_000, false, 1);
    expect(told).toEqual([]);
    upTo(80_000, false, 1);
    expect(told).toEqual([79_000]);
  });
});

describe('a node without its store', () => {
  const start = watchedNodes();

  test.each([
    { proxies: 1, nodesReady: '1', sentOn: true, why: 'another is ready' },
    { proxies: 1, nodesReady: '0', sentOn: false, why: 'none is ready' },
    { proxies: 1, nodesReady: 'NaN', sentOn: false, why: 'what is said is no number' },
    { proxies: 0, nodesReady: '1', sentOn: false, why: 'no proxy of ours is there to say so' },
  ])('ends its connections: $sentOn, as $why', async ({ proxies, nodesReady, sentOn }) => {
    const watched = await start({ proxies, strandedAfter: 600 });
    const hosted = await host(watched.node);
    const client = await asPerson(watched.node, await joinAs(watched.node, hosted.code, 'Anna'));
    const ask = () => watched.get('/readyz', { 'x-parley-nodes-ready': nodesReady });
    const askFor = async (ms: number) => {
      const end = performance.now() + ms;
      await until(async () => (await ask()).status > 0 && (performance.now() > end || !client.connected));
    };
    await askFor(400);
    expect(client.connected).toBe(true);
    watched.store = 'away';
    await askFor(1_300);
    expect(client.connected).toBe(!sentOn);
    expect(watched.kinds().includes('sentOn')).toBe(sentOn);
    client.close();
  });
});
