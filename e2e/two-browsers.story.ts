// One person in two browsers, each with a storage of its own: what waited in one without a connection never takes the place of
// what was written later in the other, its writer is told so and still reads it there, and the field goes on from what stands.
import { expect } from '@playwright/test';
import { hasNoViolation } from './harness/axe.ts';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import type { Participant } from './harness/participant.ts';
import { goThrough, pairAtWork, pairBehindGateway } from './harness/scene.ts';
import { onPhone, overtaken, unsent, waits, word, writeTwice } from './harness/two-browsers.ts';

const played = await Case.read();
const lost = 'reconnecting, nothing is lost';
const remember = ({ page }: Participant) => page.getByLabel('What do you want to remember?');
const draftIsSaved = ({ page, say }: Participant) =>
  expect(page.getByRole('status').filter({ hasText: new RegExp(`^${say.saved}`) })).toBeVisible();
async function fits({ page }: Participant): Promise<void> {
  const [width, room] = await page.evaluate(() => [document.scrollingElement?.scrollWidth ?? 0, innerWidth]);
  expect(width).toBeLessThanOrEqual(room ?? 0);
}

test('of two reflections, and of two words, what was written later stands, though the earlier comes last', async ({
  house,
}) => {
  const { gateway, facilitator, anna, bram } = await pairBehindGateway(house, played);
  const phone = await onPhone(house, anna);
  await bram.stop();
  await anna.seesOutcome(false);
  await goThrough(facilitator, 'Start reflection');
  await expect(remember(anna)).toBeVisible();

  await remember(anna).fill('Earlier, on the laptop');
  await draftIsSaved(anna);
  gateway.become('cut');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await anna.press(anna.say.sendReflection);
  await waits(anna);
  await remember(phone).fill('Later, on the phone');
  await draftIsSaved(phone);
  await phone.sendReflection();
  gateway.become('fair');
  await expect(anna.page.getByText(`Not used: your reflection. ${anna.say.laterStands}`)).toBeVisible();
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

  // With both connected one goes on from what the other sent, and not from one's own draft of before.
  await remember(phone).fill('On the phone once more');
  await draftIsSaved(phone);
  await phone.press('Send the changes');
  await expect(phone.button('Change my answers')).toBeVisible();
  await anna.press('Change my answers');
  await expect(remember(anna)).toHaveValue('On the phone once more');

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
  await expect(anna.page.getByText(`Not used: what you wrote. ${anna.say.laterStands}`)).toBeVisible();
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

test('whoever types on while their words turn out to be too late is not interrupted; on a phone, in Dutch', async ({
  house,
}) => {
  const { facilitator, people } = await pairAtWork(house, played, [
    { name: 'Anna', phone: true, language: 'nl' },
    { name: 'Bram' },
  ]);
  const [anna, bram] = people as [Participant, Participant];
  const tablet = await onPhone(house, anna);
  await bram.stop();
  await anna.seesOutcome(false);
  await goThrough(facilitator, 'Start reflection', 'Open debrief', 'Next step');
  await expect(word(anna)).toBeVisible();

  await writeTwice(anna, tablet, 'gespannen', 'kalm');
  await word(anna).focus();
  await anna.page.keyboard.press('End');
  await anna.page.keyboard.type(', maar');
  await anna.page.context().setOffline(false);
  await expect(overtaken(anna)).toBeVisible();
  await anna.page.keyboard.type(' opgelucht');
  await expect(word(anna)).toHaveValue('gespannen, maar opgelucht');
  await expect(overtaken(anna).getByRole('blockquote')).toHaveText('gespannen');
  await fits(anna);
  await hasNoViolation(anna.page, 'overtaken, on a phone');
  await anna.press(anna.say.close);
  await expect(word(anna)).toHaveValue('gespannen, maar opgelucht');

  // Nor does the answer to what was sent take away what was typed on since.
  await anna.page.context().setOffline(true);
  await anna.press(anna.say.keepWords);
  await waits(anna);
  await word(anna).focus();
  await anna.page.keyboard.press('End');
  await anna.page.keyboard.type(' en moe');
  await anna.page.context().setOffline(false);
  await expect.poll(() => unsent(anna)).toEqual([]);
  await tablet.page.reload();
  await expect(word(tablet)).toHaveValue('gespannen, maar opgelucht');
  await anna.page.reload();
  await expect(word(anna)).toHaveValue('gespannen, maar opgelucht en moe');
});

test('long words that came to nothing leave room for the table on a phone, and the way to close them', async ({
  house,
}) => {
  const { people } = await pairAtWork(house, played, [{ name: 'Anna', phone: true }, { name: 'Bram' }]);
  const [anna] = people as [Participant, Participant];
  const [long, longer] = ['Earlier words. '.repeat(130).trim(), 'x'.repeat(2000)];
  // As a page keeps them that was closed before they had been seen: of the round before, say.
  await anna.page.evaluate(
    (texts) => {
      const owner = location.pathname.split('/').at(-1);
      texts.forEach((text, index) => {
        const frame = {
          stream: { table: 'before' },
          commandId: `kept-${index}`,
          command: { type: 'sendMessage', text },
        };
        const kept = { frame, at: index + 1, rejection: { code: 'deadlinePassed', message: '' } };
        localStorage.setItem(`parley:unsent:${owner}:kept-${index}`, JSON.stringify(kept));
      });
    },
    [long, longer],
  );
  await anna.page.reload();
  await expect(anna.page.getByText(longer)).toBeAttached();
  await fits(anna);
  await anna.open('talk');
  await expect(anna.page.getByLabel(anna.say.message, { exact: true })).toBeInViewport({ ratio: 1 });
  await hasNoViolation(anna.page, 'long words that came to nothing');
  for (const words of [long, longer]) {
    await anna.press(anna.button('Close').first());
    await expect(anna.page.getByText(words)).toHaveCount(0);
  }
});
