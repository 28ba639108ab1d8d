// One person in two browsers, each with a storage of its own: what waited in one without a connection never takes the place of
// what was written later in the other, its writer is told so and still reads it there, and the field goes on from what stands.
import { expect } from '@playwright/test';
import { hasNoViolation } from './harness/axe.ts';
import { Case } from './harness/case.ts';
import { type House, test } from './harness/house.ts';
import { Participant } from './harness/participant.ts';
import { goThrough, pairBehindGateway } from './harness/scene.ts';

const played = await Case.read();
const lost = 'reconnecting, nothing is lost';
const stands = 'What you wrote later, in another browser or on another device, is here already, and that counts.';

/** The same person on their phone, as by the link to one's own page. */
async function onPhone(house: House, { page }: Participant): Promise<Participant> {
  const guest = { name: 'Anna', phone: true };
  const phone = new Participant(await house.window('Anna on her phone', { shape: 'phone' }), house.origin, guest);
  await phone.page.context().addCookies(await page.context().cookies());
  await phone.page.goto(house.origin + new URL(page.url()).pathname);
  return phone;
}
const remember = ({ page }: Participant) => page.getByLabel('What do you want to remember?');
const word = ({ page }: Participant) => page.getByLabel('One word for now');
const unsent = ({ page }: Participant) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('parley:unsent:')));
const waits = (person: Participant) => expect.poll(async () => (await unsent(person)).length).toBe(1);

test('of two reflections, and of two words, what was written later stands, though the earlier comes last', async ({
  house,
}) => {
  const { gateway, facilitator, anna, bram } = await pairBehindGateway(house, played);
  const phone = await onPhone(house, anna);
  await bram.stop();
  await anna.seesOutcome(false);
  await goThrough(facilitator, 'Start reflection');
  await expect(remember(anna)).toBeVisible();

  gateway.become('cut');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await remember(anna).fill('Earlier, on the laptop');
  await anna.press(anna.say.sendReflection);
  await waits(anna);
  await remember(phone).fill('Later, on the phone');
  await phone.sendReflection();
  gateway.become('fair');
  await expect(anna.page.getByText(`Not used: your reflection. ${stands}`)).toBeVisible();
  await expect(anna.page.getByRole('blockquote')).toHaveText('Earlier, on the laptop');
  await expect(anna.page.getByRole('heading', { level: 1, name: anna.say.reflectionIsIn })).toBeVisible();
  await hasNoViolation(anna.page, 'overtaken');
  for (const person of [anna, phone]) {
    await person.press('Change my answers');
    await expect(remember(person)).toHaveValue('Later, on the phone');
  }
  await anna.press('Close');
  await expect.poll(() => unsent(anna)).toEqual([]);

  // The other way round it is the one that waited that stands.
  await remember(phone).fill('On the phone again');
  await phone.press('Send the changes');
  await expect(phone.button('Change my answers')).toBeVisible();
  gateway.become('cut');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await remember(anna).fill('Last, on the laptop');
  await anna.press('Send the changes');
  await waits(anna);
  gateway.become('fair');
  await expect.poll(() => unsent(anna)).toEqual([]);
  await phone.page.reload();
  await phone.press('Change my answers');
  await expect(remember(phone)).toHaveValue('Last, on the laptop');

  await goThrough(facilitator, 'Open debrief', 'Next step');
  await expect(word(anna)).toBeVisible();
  gateway.become('cut');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await word(anna).fill('tense');
  await anna.press('Keep these words');
  await waits(anna);
  await word(phone).fill('calm');
  await phone.press('Keep these words');
  await expect(phone.page.getByText('Kept.')).toBeVisible();
  gateway.become('fair');
  await expect(anna.page.getByText(`Not used: what you wrote. ${stands}`)).toBeVisible();
  await expect(anna.page.getByRole('blockquote')).toHaveText('tense');
  await expect(word(anna)).toHaveValue('calm');
  await anna.press('Close');
  for (const person of [anna, phone]) {
    await person.page.reload();
    await expect(word(person)).toHaveValue('calm');
    await expect(person.page.getByRole('blockquote')).toHaveCount(0);
  }
  await gateway.close();
});
