// One participant with one thumb: 390 by 844, by touch, in Dutch, from the QR link to the signature and the debrief.
// Nothing may be wider than the phone, and what one presses most is large enough for a thumb.
import { expect, type Locator } from '@playwright/test';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import type { Participant } from './harness/participant.ts';
import { gather, goThrough, pairOf, seat } from './harness/scene.ts';

const played = await Case.read('de-balie');
const thumb = 44;

async function fits(person: Participant): Promise<void> {
  const [width, room] = await person.page.evaluate(() => [document.scrollingElement?.scrollWidth ?? 0, innerWidth]);
  expect(width, `as wide as ${person.page.url()} shows it`).toBeLessThanOrEqual(room ?? 0);
}
async function fitsThumb(target: Locator): Promise<void> {
  const box = await target.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(thumb);
}

test('on a phone, by touch and in Dutch: from the QR link to signature and debrief', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const sanne = await house.participant({ name: 'Sanne', language: 'nl', phone: true });
  const { say } = sanne;

  await sanne.page.goto(`${house.origin}/join/${facilitator.code}`);
  await expect(sanne.page.getByLabel(say.code, { exact: true })).toHaveValue(facilitator.code);
  await sanne.fillIn();
  await fits(sanne);
  await fitsThumb(sanne.button(say.join));
  await sanne.press(say.join);
  await fitsThumb(sanne.button(say.clear));
  await fits(sanne);
  await sanne.press(say.clear);
  await expect(sanne.page.getByRole('heading', { name: 'Je bent binnen, Sanne' })).toBeVisible();
  await fits(sanne);

  const [tom] = await gather(house, facilitator, [{ name: 'Tom' }], 2);
  if (!tom) throw new Error('Tom is not there');
  const [table] = await seat(facilitator, [sanne, tom], played);
  if (!table) throw new Error('nobody is seated');
  await fits(sanne);
  await facilitator.press('Start reading');
  await expect(sanne.page.getByText(played.role(sanne.role).who.nl.split('\n')[0] ?? '')).toBeVisible();
  await fits(sanne);
  await fitsThumb(sanne.button(say.ready));
  await sanne.declareReady();
  await facilitator.press('Start preparation');
  await sanne.page.getByLabel('Waar mik je op?').fill('Een uur stilte');
  await expect(sanne.page.getByText(say.saved, { exact: true })).toBeVisible();
  await fits(sanne);

  await facilitator.press('Start bargaining');
  for (const part of ['instructions', 'talk', 'offer'] as const) {
    await sanne.open(part);
    await fits(sanne);
  }
  await fitsThumb(sanne.button(say.makeOffer));
  const settlement = played.packageAt(0.5);
  const other = pairOf(table).find((person) => person !== sanne) ?? tom;
  await other.offer(played, played.packageAt(0.75));
  await sanne.counter();
  await sanne.offer(played, settlement);
  await sanne.write('Zullen we eerst over de rust praten?');
  await fits(sanne);
  await fitsThumb(sanne.button(say.send));
  await other.offer(played, settlement);
  await sanne.open('talk');
  await fitsThumb(sanne.incoming.getByRole('button', { name: say.acceptOffer, exact: true }));
  await sanne.acceptIncoming();
  await fits(sanne);
  await fitsThumb(sanne.button(say.sign));
  await sanne.sign();
  await other.sign();
  await sanne.seesOutcome(true);
  await fits(sanne);

  await facilitator.press('Start reflection');
  await fitsThumb(sanne.button(say.sendReflection));
  await fits(sanne);
  await sanne.sendReflection();
  await facilitator.press('Open debrief');
  for (const chapter of [
    'Je bent weer jezelf',
    'Napraten aan tafel',
    'Wat jullie hebben afgesproken',
    'Drie kanten van één uitkomst',
    'Wat iedereen echt wilde',
  ]) {
    await goThrough(facilitator, 'Next step');
    await expect(sanne.chapter(chapter)).toBeVisible();
    await fits(sanne);
  }
  await goThrough(facilitator, 'Next step', 'Next step');
  const points = new Intl.NumberFormat('nl').format(played.points(sanne.role, settlement));
  await expect(sanne.page.getByText(`Je eindigde met ${points} punten.`)).toBeVisible();
  await goThrough(facilitator, 'Next step', 'Next step');
  await expect(sanne.chapter('Wat je meeneemt')).toBeVisible();
  await fits(sanne);
});
