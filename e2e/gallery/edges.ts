// The pictures that nobody hopes to need: refused, paused, reconnecting, menu open, words too late, one page too many, ended.
import { expect, type Page } from '@playwright/test';
import type { Facilitator } from '../harness/facilitator.ts';
import type { House } from '../harness/house.ts';
import { crowdOut, standstill } from '../harness/many-pages.ts';
import type { Participant } from '../harness/participant.ts';
import { onPhone, overtaken, writeTwice } from '../harness/two-browsers.ts';
import { type Album, groupOf } from './album.ts';

/** A second round up to a paused table without network; before it a form that is refused. */
export async function takeUnhappy(
  house: House,
  album: Album,
  facilitator: Facilitator,
  people: readonly Participant[],
): Promise<void> {
  for (const language of ['en', 'nl'] as const) {
    const late = await house.participant({ name: 'Anna', phone: true, language });
    await late.page.goto(`${house.origin}/join/${facilitator.code}`);
    await late.fillIn();
    await late.press(late.say.join);
    await expect(late.page.getByRole('alert').filter({ hasText: /Anna|name|naam/ })).toBeVisible();
    await album.take(late.page, `phone-${language}`, 'name taken', true);
    await late.page.context().close();
  }
  for (const step of ['Seat everyone', 'Start reading', 'Start preparation', 'Start bargaining'] as const)
    await facilitator.press(step);
  for (const person of people) await expect(person.clock).toBeVisible();
  await facilitator.button('Pause').click();
  for (const person of people) {
    await expect(
      person.page.getByText(person.language === 'nl' ? 'De klok staat stil' : 'The clock is paused'),
    ).toBeVisible();
    await album.take(person.page, groupOf(person), 'paused');
  }
  await album.take(facilitator.page, 'console', 'paused');
  await facilitator.button('Resume').click();
  for (const person of people.filter(({ guest }) => guest.phone)) {
    await person.press(person.say.menu);
    await album.take(person.page, groupOf(person), 'menu');
    await person.page.keyboard.press('Escape');
  }
  await house.server.kill();
  for (const person of people) {
    const word = person.language === 'nl' ? 'opnieuw verbinden' : 'reconnecting';
    await expect(person.page.getByText(word).first()).toBeVisible({ timeout: 45_000 });
    await album.take(person.page, groupOf(person), 'reconnecting');
  }
  await album.take(facilitator.page, 'console', 'reconnecting');
  await house.server.run();
  await expect(facilitator.page.getByText('saved', { exact: true })).toBeVisible({ timeout: 45_000 });
}

/** At the first step of the debrief: what waited on a phone is older than what its person wrote on another since. */
export async function takeOvertaken(house: House, album: Album, people: readonly Participant[]): Promise<void> {
  for (const person of people.filter(({ guest }) => guest.phone)) {
    const other = await onPhone(house, person);
    await writeTwice(person, other, person.language === 'nl' ? 'gespannen' : 'tense', 'kalm');
    await person.page.context().setOffline(false);
    await expect(overtaken(person)).toBeVisible({ timeout: 45_000 });
    await album.take(person.page, groupOf(person), 'words that were too late');
    await person.press(person.say.close);
    await other.page.context().close();
  }
}

/** Each window in turn has been connected the longest of more than are shown at once; by its button it comes in again. */
export async function takeCrowdedOut(album: Album, windows: readonly { page: Page; group: string }[]): Promise<void> {
  for (const { page, group } of windows) {
    const others = await crowdOut(page);
    await page.bringToFront();
    await album.take(page, group, 'one page too many');
    await Promise.all(others.map((other) => other.close()));
    await page.getByRole('button').click();
    await expect(standstill(page)).toBeHidden();
  }
}

/** The session is deleted: every page ends. */
export async function takeDeparted(
  album: Album,
  facilitator: Facilitator,
  people: readonly Participant[],
): Promise<void> {
  await facilitator.choose('Delete the session');
  await album.take(facilitator.page, 'console', 'delete, asked once');
  await facilitator.page.getByRole('alertdialog').getByRole('button', { name: 'Delete everything' }).click();
  for (const person of people) {
    const name = person.language === 'nl' ? 'Naar de beginpagina' : 'To the first page';
    await expect(person.page.getByRole('link', { name })).toBeVisible();
    await album.take(person.page, groupOf(person), 'ended');
  }
}
