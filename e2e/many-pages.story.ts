// One person with more pages open than are shown at once: the one that has been connected the longest stands still and says so.
// Once another is closed it comes in again; while none is, it takes the place of the next, and never comes back by itself.
import { expect, type Page } from '@playwright/test';
import { hasNoViolation } from './harness/axe.ts';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import { crowdOut, pageBeside, standstill } from './harness/many-pages.ts';
import { Participant } from './harness/participant.ts';
import { pairAtWork } from './harness/scene.ts';

const played = await Case.read();
const texts = {
  en: 'This browser has it open in more than ten tabs, and this tab has been connected the longest. Nothing is lost: go on in another tab, or here.',
  nl: 'Hij staat in deze browser op meer dan tien tabbladen open, en dit tabblad is het langst verbonden. Er is niets verloren: ga verder op een ander tabblad, of hier.',
};
const stillOnes = async (pages: readonly Page[]) => {
  const still = await Promise.all(pages.map(async (page) => ((await standstill(page).count()) > 0 ? page : null)));
  return still.filter((page) => page !== null);
};

test('the eleventh page of a person makes the oldest stand still, in their language; with one closed that one comes in again', async ({
  house,
}) => {
  const { one, other } = await pairAtWork(house, played, [
    { name: 'Anna' },
    { name: 'Bram', phone: true, language: 'nl' },
  ]);
  for (const person of [one, other]) {
    const { page, say } = person;
    await person.open('talk');
    await page.getByLabel(say.message, { exact: true }).fill('Only typed');
    const others = await crowdOut(page);
    await expect(page.getByText(texts[person.language], { exact: true })).toBeVisible();
    await hasNoViolation(page, `one page too many, ${person.language}`);
    expect(await stillOnes(others)).toEqual([]);

    // As when it is looked at again: it may not connect by itself, and end another.
    let connected = 0;
    page.on('websocket', () => {
      connected += 1;
    });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await others[4]?.close();
    const left = others.filter((beside) => !beside.isClosed());
    await page.bringToFront();
    await person.press(say.goOnHere);
    await person.open('talk');
    await expect(page.getByLabel(say.message, { exact: true })).toHaveValue('Only typed');
    expect(connected).toBe(1);
    expect(await stillOnes([page, ...left])).toEqual([]);

    // Ten again: one more, and the next oldest stands still; by its button the one after it.
    const eleventh = await pageBeside(page);
    const [first, second, ...rest] = left as [Page, Page, ...Page[]];
    await expect(standstill(first)).toBeVisible();
    await first.bringToFront();
    await new Participant(first, '', person.guest).press(say.goOnHere);
    await expect(standstill(second)).toBeVisible();
    await expect(standstill(first)).toBeHidden();
    expect(await stillOnes([first, second, ...rest, page, eleventh])).toEqual([second]);
    await person.write(`From ${person.name}`);
    for (const beside of [...left, eleventh]) await beside.close();
  }
  for (const { log } of [one, other])
    for (const { name } of [one, other]) await expect(log.getByText(`From ${name}`)).toHaveCount(1);
});

test('also on the projector, in words that can be read from the back row', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const screen = await house.screen();
  await screen.open(await facilitator.link('screen'));
  await crowdOut(screen.page);
  const sizes = await screen.page
    .locator('h1, main > div, button')
    .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  expect(sizes.length).toBeGreaterThan(2);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(32);
  await hasNoViolation(screen.page, 'one page too many, on the projector');
});
