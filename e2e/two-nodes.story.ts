// Two nodes over one Redis, one person on each. A node is killed in the middle of a round; its page goes on by the other,
// and both see one and the same history to the end.
import { expect } from '@playwright/test';
import { Case } from './harness/case.ts';
import { Gateway } from './harness/gateway.ts';
import { test as base, House } from './harness/house.ts';
import { goThrough, pairOf, seat } from './harness/scene.ts';
import { TestServer } from './harness/server.ts';
import { startSharedStore } from './harness/shared-store.ts';

const played = await Case.read();

type Nodes = { house: House; second: TestServer; gateway: Gateway };
const test = base.extend<{ nodes: Nodes }>({
  nodes: async ({ browser }, use) => {
    const redis = await startSharedStore();
    const house = await House.open(browser, { redis: redis.url });
    const second = await TestServer.start({ redis: redis.url });
    const gateway = await Gateway.before(second.port);
    await use({ house, second, gateway });
    await house.close();
    await second.stop();
    await gateway.close();
    await redis.end();
    expect(house.faults).toEqual([]);
  },
});

test('a node is killed in mid-round: offers flow on, both sign one agreement and read one debrief', async ({
  nodes,
}) => {
  const { house, second, gateway } = nodes;
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const anna = await house.participant({ name: 'Anna' });
  const bram = await house.participant({ name: 'Bram' }, `http://localhost:${gateway.port}`);
  for (const person of [anna, bram]) await person.join(facilitator.code);
  await facilitator.sees(2);
  const [table] = await seat(facilitator, [anna, bram], played);
  if (!table) throw new Error('nobody is seated');
  await goThrough(facilitator, 'Start reading', 'Start preparation', 'Start bargaining');
  await anna.offer(played, played.packageAt(0.25));
  await expect(bram.offers).toHaveCount(1);
  await bram.offer(played, played.packageAt(0.75));
  await expect(anna.offers).toHaveCount(2);
  await anna.write('From one node');
  await expect(bram.log).toContainText('From one node');

  await second.kill();
  await anna.write('To a node that is dead');
  gateway.leadTo(house.server.port);
  await expect(bram.log).toContainText('To a node that is dead');
  await bram.write('From the node that lives');
  await expect(anna.log).toContainText('From the node that lives');
  const [one, other] = pairOf(table);
  const settlement = played.packageAt(0.5);
  await one.offer(played, settlement);
  await other.acceptIncoming();
  for (const person of [one, other]) await person.sign();
  for (const person of [one, other]) await person.seesOutcome(true);

  await goThrough(facilitator, 'Start reflection');
  for (const person of [one, other]) await person.sendReflection();
  await goThrough(facilitator, 'Open debrief');
  for (let step = 0; step < 7; step += 1) await facilitator.press('Next step');
  const deals = await Promise.all([one, other].map((person) => person.chapter('What you agreed').textContent()));
  expect(deals[0]).toBe(deals[1]);
  for (const person of [one, other]) {
    const points = new Intl.NumberFormat('en').format(played.points(person.role, settlement));
    await expect(person.page.getByText(`You ended with ${points} points.`)).toBeVisible();
  }
});
