// axe finds nothing on any page, in any state, in light and dark, in both languages: on a laptop in English, on a phone in
// Dutch, at the console and on the screen in both.
import { expect, type Page } from '@playwright/test';
import { hasNoViolation } from './harness/axe.ts';
import { Case } from './harness/case.ts';
import type { Facilitator } from './harness/facilitator.ts';
import { type House, test } from './harness/house.ts';
import type { Participant } from './harness/participant.ts';
import { pairOf, seat } from './harness/scene.ts';

const played = await Case.read();

/** The same page in Dutch: a second window with the same cookies. */
async function inDutch(house: House, who: string, page: Page): Promise<Page> {
  const dutch = await house.window(who, { language: 'nl', shape: who === 'screen' ? 'projector' : 'laptop' });
  await dutch.context().addCookies(await page.context().cookies(house.origin));
  await dutch.goto(page.url());
  await expect(dutch.getByRole('heading', { level: 1 })).toBeAttached();
  return dutch;
}

test('pages that need no session: first page, host, join, link, not found', async ({ house }) => {
  for (const language of ['en', 'nl'] as const) {
    const page = await house.window(language, { language });
    for (const path of ['/', '/host', '/join/123456', '/link', '/link#abcdefghijklmnopqrstuvwxyz', '/nothing-here']) {
      await page.goto(house.origin + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (path === '/host') await expect(page.getByRole('radio').first()).toBeVisible();
      await expect(page).toHaveTitle(/\S/);
      await hasNoViolation(page, `${path} in ${language}`);
    }
  }
});

test('a round, on every screen: participants, console and projector', async ({ house }) => {
  // Some two hundred looks of axe, each of which keeps a core busy: on a slow machine that takes its time.
  test.setTimeout(900_000);
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const screen = await house.screen();
  await screen.open(await facilitator.link('screen'));
  const consoleInDutch = await inDutch(house, 'console', facilitator.page);
  const screenInDutch = await inDutch(house, 'screen', screen.page);
  // Colours are the same in both languages.
  const onScreen = async (where: string) => {
    await hasNoViolation(screen.page, `screen ${where}`);
    await hasNoViolation(screenInDutch, `screen ${where}, Dutch`, ['light']);
  };
  const around = async (where: string) => {
    await hasNoViolation(facilitator.page, `console ${where}`);
    await hasNoViolation(consoleInDutch, `console ${where}, Dutch`, ['light']);
    await onScreen(where);
  };
  const anna = await house.participant({ name: 'Anna' });
  const bram = await house.participant({ name: 'Bram', language: 'nl', phone: true });
  const people = [anna, bram];
  const both = async (where: string) => {
    for (const { page, name } of people) await hasNoViolation(page, `${where}, ${name}`);
  };

  await around('with nobody');
  for (const person of people) {
    await person.page.goto(`${house.origin}/join/${facilitator.code}`);
    await person.fillIn();
    await person.press(person.say.join);
    await expect(person.button(person.say.clear)).toBeVisible();
    await hasNoViolation(person.page, `house rules, ${person.name}`);
    await person.press(person.say.clear);
    await expect(person.page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
    await hasNoViolation(person.page, `waiting, ${person.name}`);
  }
  await facilitator.sees(2);
  const [table] = await seat(facilitator, people, played);
  if (!table) throw new Error('nobody is seated');
  await both('seated');
  await around('seated');
  for (const step of ['Start reading', 'Start preparation'] as const) {
    await facilitator.press(step);
    for (const person of people) await expect(person.button(person.say.ready)).toBeVisible();
    await both(step);
    await around(step);
  }
  await bargain(facilitator, pairOf(table), both, around);
  await debrief(facilitator, people, both, { around, onScreen });
});

type Look = (where: string) => Promise<void>;

async function bargain(facilitator: Facilitator, [one, other]: [Participant, Participant], both: Look, around: Look) {
  await facilitator.press('Start bargaining');
  await one.offer(played, played.packageAt(0.25));
  await other.write('What matters to you?');
  for (const part of ['instructions', 'offer', 'talk'] as const) {
    for (const person of [one, other]) await person.open(part);
    await both(`bargaining, ${part}`);
  }
  await around('bargaining');
  await other.acceptIncoming();
  for (const person of [one, other]) await person.seesAgreement();
  await both('signing');
  for (const person of [one, other]) await person.sign();
  for (const person of [one, other]) await person.seesOutcome(true);
  await both('settled');
}

async function debrief(
  facilitator: Facilitator,
  people: readonly Participant[],
  both: Look,
  { around, onScreen }: { around: Look; onScreen: Look },
) {
  await facilitator.press('Start reflection');
  for (const person of people) await expect(person.button(person.say.sendReflection)).toBeVisible();
  await both('reflection');
  await around('reflection');
  for (const person of people) await person.sendReflection();
  await both('reflected');
  await facilitator.press('Open debrief');
  for (const step of [
    'yourself',
    'talk',
    'deals',
    'together',
    'interests',
    'better',
    'share',
    'allTables',
    'takeaway',
  ]) {
    await facilitator.press('Next step');
    for (const { page } of people) await expect(page.getByRole('heading', { level: 2 }).last()).toBeVisible();
    await (step === 'yourself' || step === 'takeaway' ? around : onScreen)(step);
    // The story only grows: half way and whole show every chapter.
    if (step === 'interests' || step === 'takeaway') await both(`debrief as far as ${step}`);
  }
}
