// What a facilitator can do besides leading through a round: other minutes, a held clock, people who come late or without a
// device, another browser, and the end of it all.
import { expect } from '@playwright/test';
import { encode } from 'uqr';
import { Case } from './harness/case.ts';
import { Facilitator, Screen } from './harness/facilitator.ts';
import { test } from './harness/house.ts';
import { gather, goThrough, pairAtWork, seat, secondsOn } from './harness/scene.ts';

const played = await Case.read('de-balie');

test('clocks: own minutes, pause and resume, two more minutes, an early end with ten seconds to think', async ({
  house,
}) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played, { read: 3, bargain: 7 });
  const people = await gather(house, facilitator, [{ name: 'Anna' }, { name: 'Bram' }]);
  const [anna, bram] = people;
  if (!anna || !bram) throw new Error('somebody is missing');
  await seat(facilitator, people, played);
  await facilitator.press('Start reading');
  expect(await secondsOn(anna.clock)).toBeGreaterThan(150);
  expect(await secondsOn(anna.clock)).toBeLessThanOrEqual(180);
  await goThrough(facilitator, 'Start preparation', 'Start bargaining');
  // Preparation has a longer clock, and her page may be a moment behind the console.
  await expect.poll(() => secondsOn(anna.clock)).toBeLessThanOrEqual(420);

  await facilitator.button('Pause').click();
  await expect(anna.page.getByText('The clock is paused.')).toBeVisible();
  await anna.compose(played, played.packageAt(0.5));
  await expect(anna.button(anna.say.makeOffer)).toBeDisabled();
  await facilitator.button('Resume').click();
  await expect(anna.page.getByText('The clock is paused.')).toBeHidden();
  const before = await secondsOn(anna.clock);
  await facilitator.button('Add two minutes').click();
  await expect.poll(() => secondsOn(anna.clock)).toBeGreaterThan(before + 60);
  await anna.offer(played, played.packageAt(0.5));
  await bram.acceptIncoming();

  await facilitator.endEarly('bargaining');
  await expect(facilitator.button('Undo')).toBeVisible();
  await expect(anna.page.getByText('Bargaining is over. You can still sign for')).toBeVisible({ timeout: 20_000 });
  await anna.sign();
  await bram.sign();
  await anna.seesOutcome(true);
});

test('people: renamed, removed and put back, added without a device, late and offered a chair', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const people = await gather(house, facilitator, [{ name: 'Anna' }, { name: 'Bram' }, { name: 'Chris' }]);
  const [, , chris] = people;
  if (!chris) throw new Error('Chris is missing');
  const { page } = facilitator;

  await facilitator.actOn('Bram', 'Change the name');
  await page.getByRole('textbox', { name: 'Name' }).fill('Bob');
  await facilitator.button('Keep this name').click();
  await expect(facilitator.button('Actions for Bob')).toBeVisible();

  await facilitator.actOn('Chris', 'Remove');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove from the session' }).click();
  await facilitator.button('Undo').click();
  await expect(page.getByText('Chris is being removed.')).toBeHidden();

  await facilitator.button('Add a person').click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Oma');
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(facilitator.button('Actions for Oma')).toBeVisible();

  await facilitator.press('Seat everyone');
  for (const person of people) await expect(person.page.getByText('You are seated')).toBeVisible();
  await goThrough(facilitator, 'Start reading', 'Start preparation', 'Start bargaining');
  const late = await house.participant({ name: 'Late' });
  await late.join(facilitator.code);
  await expect(late.page.getByText('A round is under way.')).toBeVisible();
  await facilitator.button('Offer a chair: Late').click();
  await facilitator.button('Offer this chair').click();
  await late.press('Take this chair');
  await expect(late.page.getByRole('heading', { name: 'Offers on the table' })).toBeVisible();
});

test('removing somebody takes effect after ten seconds and ends their page', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const [anna] = await gather(house, facilitator, [{ name: 'Anna' }]);
  if (!anna) throw new Error('Anna is missing');
  await facilitator.actOn('Anna', 'Remove');
  await facilitator.page.getByRole('alertdialog').getByRole('button', { name: 'Remove from the session' }).click();
  await expect(anna.page.getByText('You are no longer part of this session.')).toBeVisible({ timeout: 20_000 });
});

test('the screen shows code, QR code, phase and clock; the console comes back by its link; deleting ends every page', async ({
  house,
}) => {
  const { facilitator, one, other } = await pairAtWork(house, played);
  const opened = facilitator.page.context().waitForEvent('page');
  await facilitator.page.getByRole('link', { name: 'Open screen' }).click();
  const screen = new Screen(await opened);
  await expect(screen.page.getByRole('heading', { name: 'Bargaining' })).toBeVisible();
  expect(await secondsOn(screen.clock)).toBeGreaterThan(0);

  const link = await facilitator.link('facilitator');
  const elsewhere = new Facilitator(await house.window('second console'), house.origin);
  await elsewhere.page.goto(link);
  await elsewhere.button('Open this page').click();
  await elsewhere.readCode();
  expect(elsewhere.code).toBe(facilitator.code);
  await elsewhere.button('Pause').click();
  await expect(facilitator.button('Resume')).toBeVisible();
  expect(elsewhere.page.url()).not.toContain(link.split('#')[1] ?? '#');

  await elsewhere.choose('Delete the session');
  await elsewhere.page.getByRole('alertdialog').getByRole('button', { name: 'Delete everything' }).click();
  for (const page of [one.page, other.page, facilitator.page]) {
    await expect(page.getByText('The facilitator has deleted this session')).toBeVisible();
  }
  await expect(screen.page.getByText('deleted')).toBeVisible();
});

test('before the round the screen invites: the address, the code and a QR code to scan', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const screen = await house.screen();
  await screen.open(await facilitator.link('screen'));
  await expect(screen.page.getByText(facilitator.code, { exact: true })).toBeVisible();
  await expect(screen.page.getByText(new URL(house.origin).host)).toBeVisible();
  // Read back from the drawing, module by module: where it leads a camera.
  const drawn = [...(await screen.page.content()).matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  const margin = Math.min(...drawn.map(([x]) => x ?? 0));
  const { data, border = 0 } = { ...encode(`${house.origin}/join/${facilitator.code}`), border: 1 };
  const dark = data.flatMap((row, y) =>
    row.flatMap((on, x) => (on ? [[x - border + margin, y - border + margin]] : [])),
  );
  expect(drawn).toEqual(dark);
});
