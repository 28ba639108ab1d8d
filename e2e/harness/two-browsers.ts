// One person in two browsers, each with a storage of its own.
import { expect, type Locator } from '@playwright/test';
import type { House } from './house.ts';
import { Participant } from './participant.ts';

/** The same person on a phone, as by the link to one's own page. */
export async function onPhone(house: House, { page, guest, language }: Participant): Promise<Participant> {
  const window = await house.window(`${guest.name} on another phone`, { shape: 'phone', language });
  const phone = new Participant(window, house.origin, { ...guest, phone: true });
  await phone.page.context().addCookies(await page.context().cookies());
  await phone.page.goto(house.origin + new URL(page.url()).pathname);
  return phone;
}

/** What this browser keeps of what somebody sent and nobody has answered. */
export const unsent = ({ page }: Participant) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('parley:unsent:')));
export const waits = (person: Participant) => expect.poll(async () => (await unsent(person)).length).toBe(1);

/** The field of the first step of the debrief. */
export const word = ({ page, say }: Participant): Locator => page.getByLabel(say.oneWord);

/** Without a connection one word is kept here; then another on the `phone`, which is there first. */
export async function writeTwice(here: Participant, phone: Participant, earlier: string, later: string): Promise<void> {
  await here.page.context().setOffline(true);
  // A line that was cut silently is noticed after a while.
  await expect(here.page.getByText(here.say.reconnecting).first()).toBeVisible({ timeout: 45_000 });
  await word(here).fill(earlier);
  await here.press(here.say.keepWords);
  await waits(here);
  await word(phone).fill(later);
  await phone.press(phone.say.keepWords);
  await expect(phone.page.getByText(phone.say.wordsKept)).toBeVisible();
}

/** What is said about words that were too late. */
export const overtaken = ({ page, say }: Participant): Locator =>
  page.getByRole('status').filter({ hasText: `${say.notUsed} ${say.laterStands}` });
