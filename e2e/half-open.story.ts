// A connection that is dead without either end hearing of it, as after a router lost its memory: the page notices by itself, keeps
// what is written meanwhile, and comes back with all that it missed.
import { expect } from '@playwright/test';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import { pairBehindGateway } from './harness/scene.ts';

const played = await Case.read();
const lost = 'reconnecting, nothing is lost';
/** Ten seconds between two pings and eight to wait for one; the rest is for a busy machine. */
const noticed = { timeout: 40_000 };

test('a half-open connection: the page says that it reconnects, what is written waits, and all is there once it is back', async ({
  house,
}) => {
  const { gateway, anna, bram } = await pairBehindGateway(house, played);
  await anna.write('Before');
  await expect(bram.log).toContainText('Before');

  gateway.fallSilent();
  await bram.write('Are you there?');
  await anna.page.getByLabel(anna.say.message, { exact: true }).fill('Into the silence');
  await anna.press(anna.say.send);
  await expect(anna.page.getByText(lost).or(anna.page.getByText('No connection to the server'))).toBeVisible(noticed);
  await expect(anna.log).toContainText('waits for the connection');
  await expect(anna.log).not.toContainText('Are you there?');

  gateway.hearAgain();
  await expect(anna.log).toContainText('Are you there?', noticed);
  await expect(bram.log).toContainText('Into the silence', noticed);
  await expect(anna.page.getByText(lost)).toBeHidden();
  for (const { log } of [anna, bram])
    for (const words of ['Before', 'Are you there?', 'Into the silence'])
      expect(await log.getByText(words).count()).toBe(1);
  await gateway.close();
});
