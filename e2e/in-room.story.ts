// Tables that talk by voice: no chat, one results sheet, reported by one side and confirmed by the other.
import { expect } from '@playwright/test';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import type { Guest, Participant } from './harness/participant.ts';
import { gather, goThrough, pairOf, seat } from './harness/scene.ts';

const played = await Case.read('de-aanbesteding');
const deal = played.packageAt(0.5);
const guests: Guest[] = ['Anna', 'Bram', 'Chris', 'Dewi'].map((name) => ({ name, place: 'room' }));

async function report(person: Participant): Promise<void> {
  await person.compose(played, deal);
  await person.press('Report this deal');
  await expect(person.page.getByRole('heading', { name: 'You reported' })).toBeVisible();
}

test('in the room, one side reports what came out and the other confirms it', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const people = await gather(house, facilitator, guests);
  const [agreeing, parting] = await seat(facilitator, people, played);
  if (!agreeing || !parting) throw new Error('there are not two tables');
  await goThrough(facilitator, 'Start reading', 'Start preparation', 'Start bargaining');
  const [one, other] = pairOf(agreeing);

  await test.step('there is no chat and no offer', async () => {
    await expect(one.page.getByLabel(one.say.message, { exact: true })).toHaveCount(0);
    await expect(one.button(one.say.makeOffer)).toHaveCount(0);
  });
  await test.step('declined once: the sheet is open again, with what was filled in', async () => {
    await report(one);
    await expect(one.button('That is right')).toHaveCount(0);
    await other.press('That is not right');
    await expect(one.button('Report this deal')).toBeEnabled();
  });
  await test.step('confirmed by the other side: an agreement', async () => {
    await report(one);
    for (const issue of played.issues)
      await expect(other.page.getByRole('region', { name: /reports$/ })).toContainText(issue.name.en);
    await other.press('That is right');
    for (const person of [one, other]) await person.seesOutcome(true);
  });
  await test.step('no agreement is reported and confirmed in the same way', async () => {
    const [first, second] = pairOf(parting);
    await first.page.getByRole('radio', { name: 'No agreement' }).check();
    await first.press('Report no agreement');
    await second.press('That is right');
    for (const person of [first, second]) await person.seesOutcome(false);
  });
  await expect(facilitator.page.getByText('2 of 2 tables have finished')).toBeVisible();
});
