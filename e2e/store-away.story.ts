// The store is away for half a minute while people are at work: the pages say so, what was written waits and goes once, an
// offer asks before it goes late, and all mends itself.
import { expect } from '@playwright/test';
import type { RedisServer } from '../server/journal/redis/redis-server.fixture.ts';
import { Case } from './harness/case.ts';
import { test as base, House } from './harness/house.ts';
import { pairAtWork } from './harness/scene.ts';
import { startSharedStore } from './harness/shared-store.ts';

const played = await Case.read();
const away = 'The server cannot save anything just now';

const test = base.extend<{ redis: RedisServer; house: House }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern
  redis: async ({}, use) => {
    const redis = await startSharedStore();
    await use(redis);
    await redis.end();
  },
  house: async ({ browser, redis }, use) => {
    const house = await House.open(browser, { redis: redis.url });
    await use(house);
    redis.resume();
    await house.close();
    expect(house.faults).toEqual([]);
  },
});

test('Redis hangs for 30 s: said plainly, nothing half done, and mended', async ({ house, redis }) => {
  const { facilitator, one, other } = await pairAtWork(house, played);
  await one.compose(played, played.packageAt(0.5));
  redis.hang();
  const hungAt = Date.now();
  await other.page.getByLabel(other.say.message, { exact: true }).fill('Written while nothing could be saved');
  await other.press(other.say.send);
  await one.press(one.say.makeOffer);
  for (const { page } of [one, other]) await expect(page.getByText(away)).toBeVisible();
  await expect(one.page.getByText('Not saved yet: your offer.')).toBeVisible();
  await expect(other.log).toContainText('waits until it can be saved');
  await expect(one.page.getByText('it is not certain that this got through: your offer')).toBeVisible({
    timeout: 25_000,
  });
  await new Promise((back) => setTimeout(back, Math.max(0, hungAt + 30_000 - Date.now())));
  redis.resume();

  await expect(one.log).toContainText('Written while nothing could be saved');
  for (const { page } of [one, other]) await expect(page.getByText(away)).toBeHidden();
  await one.press('Send again');
  await expect(other.offers).toHaveCount(1);
  await expect(one.page.getByText('it is not certain')).toBeHidden();
  for (const person of [one, other]) {
    await expect(person.offers).toHaveCount(1);
    expect(await person.log.getByText('Written while nothing could be saved').count()).toBe(1);
  }
  // Thirty seconds without a store are an outage: the clocks moved by it, and the facilitator is told.
  await expect(facilitator.page.getByText(/nothing ran for \d+ s/).first()).toBeVisible();
});
