// The store is away for half a minute while people are at work, its disk is full, its file is held by another process, or the server
// is told to leave: the pages say so, what was written waits and goes once, an offer asks before it goes late, and all mends itself.
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { RedisServer } from '../server/journal/redis/redis-server.fixture.ts';
import { openSqliteStore } from '../server/journal/sqlite.ts';
import { Case } from './harness/case.ts';
import { test as base, test as embedded, House } from './harness/house.ts';
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

embedded(
  'on SQLite: a full disk, a server that leaves in the middle of an offer, a file that another holds',
  async ({ house }) => {
    const { server } = house;
    const { one, other } = await pairAtWork(house, played);
    const pages = [one.page, other.page];
    await one.compose(played, played.packageAt(0.5));
    if (server.fillDisk()) {
      await other.page.getByLabel(other.say.message, { exact: true }).fill('Written on a full disk');
      await other.press(other.say.send);
      await one.press(one.say.makeOffer);
      for (const page of pages) await expect(page.getByText(away)).toBeVisible();
      await expect(one.page.getByText('Not saved yet: your offer.')).toBeVisible();
      // Still so when the page no longer tries by itself.
      await expect(one.page.getByText('it is not certain that this got through: your offer')).toBeVisible({
        timeout: 25_000,
      });
      await expect(one.page.getByText(away)).toBeVisible();
      expect(server.output).not.toBe('');
      server.freeDisk();
      await expect(one.log).toContainText('Written on a full disk');
      for (const page of pages) await expect(page.getByText(away)).toBeHidden();
      await one.press('Send again');
    } else await one.press(one.say.makeOffer);
    for (const person of [one, other]) await expect(person.offers).toHaveCount(1);

    await other.compose(played, played.packageAt(0.75));
    // The door is closing while the offer is on its way: answered before, or sent again to the server that follows, and once.
    const left = server.leave();
    await other.press(other.say.makeOffer);
    await left;
    await server.run();
    for (const person of [one, other]) await expect(person.offers).toHaveCount(2);

    await server.kill();
    const holder = await openSqliteStore({ path: join(server.dataFolder, 'parley.sqlite') });
    await expect(server.run()).rejects.toThrow('in use by another process');
    for (const page of pages) await expect(page.getByText('No connection to the server for a while')).toBeVisible();
    await holder.close();
    await server.run();
    for (const page of pages) await expect(page.getByText('No connection to the server for a while')).toBeHidden();
    for (const person of [one, other]) await expect(person.offers).toHaveCount(2);
  },
);
