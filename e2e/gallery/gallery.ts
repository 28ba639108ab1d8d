// `npm run gallery`: plays a session and leaves pictures of every state in gallery/, with a contact sheet a group. Phones in
// both languages; laptop, projector and dark for the main screens. Nothing is checked here: pictures are to be looked at.
import { resolve } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { launchOptions } from '../harness/browser.ts';
import { Case } from '../harness/case.ts';
import { House } from '../harness/house.ts';
import type { Guest, Participant } from '../harness/participant.ts';
import { goThrough, pairOf, seat } from '../harness/scene.ts';
import { Album, groupOf } from './album.ts';
import { takeCrowdedOut, takeDeparted, takeOvertaken, takeUnhappy } from './edges.ts';

const guests: Guest[] = [
  { name: 'Anna', department: 'Verkoop', phone: true },
  { name: 'Bram', department: 'Inkoop', phone: true, language: 'nl' },
  { name: 'Chris', department: 'Zorg' },
  { name: 'Dewi', department: 'Staf', dark: true },
  { name: 'Eva', department: 'Zorg', language: 'nl' },
];

const album = new Album(resolve(import.meta.dirname, '../../gallery'));
await album.clear();
const browser = await chromium.launch(launchOptions);
const house = await House.open(browser);
try {
  await play();
} finally {
  // Also of a session that broke off: its last picture shows where.
  console.log(`${await album.bind(browser)} pictures in gallery/, begin at gallery/index.html`);
  await house.close();
  await browser.close();
}

async function play(): Promise<void> {
  const played = await Case.read();
  const facilitator = await house.facilitator();
  await takeFirstPages(facilitator.page);
  await facilitator.host(played);
  const dark = await house.facilitator({ dark: true });
  await dark.page.goto(await facilitator.link('facilitator'));
  await dark.button('Open this page').click();
  await dark.readCode();
  const link = await facilitator.link('screen');
  const screens = [await house.screen(), await house.screen({ dark: true }), await house.screen({ language: 'nl' })];
  for (const screen of screens) {
    await screen.page.goto(link);
    await screen.page.getByRole('button').first().click();
    await expect(screen.page).toHaveURL(/\/screen$/);
  }
  const fronts = [
    { page: facilitator.page, group: 'console' },
    { page: dark.page, group: 'console-dark' },
    ...screens.map(({ page }, index) => ({ page, group: ['screen', 'screen-dark', 'screen-nl'][index] ?? 'screen' })),
  ];
  const room = async (caption: string) => {
    for (const { page, group } of fronts) await album.take(page, group, caption);
  };
  await room('empty');
  const people: Participant[] = [];
  for (const guest of guests) people.push(await comeIn(guest, facilitator.code));
  const each = async (caption: string, whole = false) => {
    for (const person of people) await album.take(person.page, groupOf(person), caption, whole);
  };
  await facilitator.sees(people.length);
  await room('all here');
  const tables = await seat(facilitator, people, played);
  await each('seated');
  await room('seated');
  await facilitator.press('Start reading');
  await readyOn(people);
  await each('instructions', true);
  await room('reading');
  await facilitator.press('Start preparation');
  await readyOn(people);
  await each('preparation');
  await room('preparation');
  await facilitator.press('Start bargaining');
  const [one, two] = tables;
  if (!one || !two) throw new Error('there are not two tables');
  await bargain(played, pairOf(one), pairOf(two), each, room);
  await facilitator.press('Start reflection');
  // Whoever came first may be the one who watches.
  const seated = people.filter(({ place }) => place?.role);
  for (const person of seated) await expect(person.button(person.say.sendReflection)).toBeVisible();
  await each('reflection', true);
  await room('reflection');
  for (const person of seated) await person.sendReflection();
  await each('reflected');
  await facilitator.press('Open debrief');
  await room('debrief begins');
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
    await room(step);
    await each(step);
    if (step === 'yourself') await takeOvertaken(house, album, people);
  }
  await each('the whole story', true);
  await goThrough(facilitator, 'Next round');
  await each('between rounds');
  await room('between rounds');
  await takeUnhappy(house, album, facilitator, people);
  await takeCrowdedOut(album, [...people.map((person) => ({ page: person.page, group: groupOf(person) })), ...fronts]);
  await takeDeparted(album, facilitator, people);
}

async function takeFirstPages(page: Page): Promise<void> {
  for (const [group, seatAt] of [
    ['phone-en', { shape: 'phone' }],
    ['phone-nl', { shape: 'phone', language: 'nl' }],
    ['laptop-en', {}],
    ['laptop-en-dark', { dark: true }],
  ] as const) {
    const window = await house.window(group, seatAt);
    for (const [path, caption] of [
      ['/', 'first page'],
      ['/host', 'host'],
      ['/nothing-here', 'not found'],
      ['/link#abcdefghijklmnopqrstuv', 'link'],
    ] as const) {
      await window.goto(house.origin + path);
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      if (path === '/host') await expect(window.getByRole('radio').first()).toBeVisible();
      await album.take(window, group, caption, path === '/host');
    }
    await window.context().close();
  }
  await page.goto(house.origin);
}

async function comeIn(guest: Guest, code: string): Promise<Participant> {
  const person = await house.participant(guest);
  await person.page.goto(`${house.origin}/join/${code}`);
  await person.fillIn();
  await album.take(person.page, groupOf(person), 'join', true);
  await person.press(person.say.join);
  await expect(person.button(person.say.clear)).toBeVisible();
  await album.take(person.page, groupOf(person), 'house rules', true);
  await person.press(person.say.clear);
  await expect(person.page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
  await album.take(person.page, groupOf(person), 'waiting');
  return person;
}

async function readyOn(people: readonly Participant[]): Promise<void> {
  for (const person of people.filter(({ place }) => place?.role))
    await expect(person.button(person.say.ready)).toBeVisible();
}

type Pair = [Participant, Participant];
type Take = (caption: string, whole?: boolean) => Promise<void>;

/** One table agrees, the other stops; each panel of a phone once. */
async function bargain(played: Case, agreeing: Pair, parting: Pair, each: Take, room: Take): Promise<void> {
  const all = [...agreeing, ...parting];
  for (const person of all) await expect(person.clock).toBeVisible();
  await each('bargaining, nothing said');
  for (const [one, other] of [agreeing, parting]) {
    await one.offer(played, { ...played.packageAt(0.25), price: 196 });
    await other.write(other.language === 'nl' ? 'Wat is voor jou het belangrijkst?' : 'What matters most to you?');
    await other.counter();
    await other.offer(played, { ...played.packageAt(0.75), price: 196 });
    const [interest] = played.role(one.role).interests;
    if (interest) await one.tell(interest.text[one.language].slice(0, 40));
  }
  await each('bargaining, two offers');
  for (const part of ['offer', 'instructions', 'talk'] as const) {
    for (const person of all) await person.open(part);
    await each(`bargaining, ${part}`);
  }
  await room('bargaining');
  const [one, other] = agreeing;
  await one.press(one.incoming.getByRole('button', { name: one.say.acceptOffer, exact: true }));
  await album.take(one.page, groupOf(one), 'accept, asked once');
  await one.confirm(one.say.acceptOffer);
  for (const person of agreeing) await person.seesAgreement();
  await parting[0].open('offer');
  await parting[0].press(parting[0].say.stop);
  await album.take(parting[0].page, groupOf(parting[0]), 'stop, asked once');
  await parting[0].confirm(parting[0].say.stop);
  await parting[1].seesOutcome(false);
  await each('signing, or stopped', true);
  await room('signing');
  await one.sign();
  await each('one has signed');
  await other.sign();
  await one.seesOutcome(true);
  await each('settled');
  await room('all settled');
}
