// The main job, end to end: a whole round in seven windows with a killed server in its middle, then a second one.
// Played twice: at localhost, and under a plain-http name that is no secure context, as phones in a room have it.
import { expect } from '@playwright/test';
import { insecureHost } from './harness/browser.ts';
import { Case, labelOf } from './harness/case.ts';
import type { Facilitator } from './harness/facilitator.ts';
import { type House, test } from './harness/house.ts';
import type { Guest, Participant } from './harness/participant.ts';
import { gather, goThrough, pairOf, seat, secondsOn, type Table } from './harness/scene.ts';

const played = await Case.read();
const first = { ...played.packageAt(0.25), price: 196 };
const deal = { price: 192, duty: 'three-quarters', volume: 'forty', delivery: 'weeks-14', assembly: 'us-at-once' };
const guests: Guest[] = [
  { name: 'Anna', department: 'Sales' },
  { name: 'Bram', department: 'Care' },
  { name: 'Chris', department: 'Sales' },
  { name: 'Dewi', department: 'Care' },
  { name: 'Eva', department: 'Finance' },
];

for (const insecure of [false, true]) {
  test.describe(insecure ? `at ${insecureHost}, no secure context` : 'at localhost', () => {
    test.use({ insecure });
    test('a facilitator, five participants, two tables, an observer and the screen play two rounds', async ({
      house,
    }) => {
      const facilitator = await house.facilitator();
      await facilitator.host(played);
      expect(await facilitator.page.evaluate(() => isSecureContext)).toBe(!insecure);
      const screen = await house.screen();
      await screen.open(await facilitator.link('screen'));
      await expect(screen.page.getByText(facilitator.code).first()).toBeVisible();
      const people = await gather(house, facilitator, guests);
      const tables = await seat(facilitator, people, played);
      const [one, two] = tables;
      if (!one || !two) throw new Error('there are not two tables');
      expect(tables.flatMap(({ observers }) => observers)).toHaveLength(1);

      await readAndPrepare(facilitator, tables);
      await facilitator.press('Start bargaining');
      await expect(screen.clock).toBeVisible();
      await bargainThroughAKill(house, one);
      await endWithout(two);
      await signWithReloads(facilitator, one);
      await lookBack(facilitator, people);
      await debrief(facilitator, people, one, two);
      await secondRound(facilitator, people, tables);
    });
  });
}

async function readAndPrepare(facilitator: Facilitator, tables: readonly Table[]): Promise<void> {
  await facilitator.press('Start reading');
  const seated = tables.flatMap(({ people }) => people);
  for (const person of seated) {
    await expect(person.page.getByText(played.role(person.role).who.en.split('\n')[0] ?? '')).toBeVisible();
    await person.declareReady();
  }
  await expect(facilitator.page.getByRole('status').filter({ hasText: '4 of 4 ready' })).toBeVisible();
  await facilitator.press('Start preparation');
  for (const person of seated) {
    await person.page.getByLabel('What are you aiming for?').fill(`${person.name} aims high`);
    await expect(person.page.getByText(person.say.saved, { exact: true })).toBeVisible();
  }
}

/** Half an offer, a reload, an offer, a message, a counter-offer; then the server dies and comes back. */
async function bargainThroughAKill(house: House, table: Table): Promise<void> {
  const [one, other] = pairOf(table);
  await one.compose(played, { price: 196, duty: 'quarter' });
  await one.page.reload();
  await expect(one.issue(played, 'duty').getByRole('radio', { name: '25%', exact: true })).toBeChecked();
  await expect(one.issue(played, 'price').getByRole('spinbutton')).toHaveValue('196');
  await one.offer(played, first);
  await other.write('Tell me what matters to you.');
  await expect(one.log).toContainText('Tell me what matters to you.');
  await other.counter();
  await expect(other.issue(played, 'price').getByRole('spinbutton')).toHaveValue('196');
  await other.offer(played, deal);
  const before = await secondsOn(one.clock);

  await house.server.killAndRestart();

  for (const person of [one, other]) {
    await person.page.reload();
    await expect(person.offers).toHaveCount(2);
    await expect(person.log).toContainText('Tell me what matters to you.');
    await person.page.getByRole('tab', { name: 'Notes' }).click();
    await expect(person.page.getByLabel('What are you aiming for?')).toHaveValue(`${person.name} aims high`);
  }
  const after = await secondsOn(one.clock);
  expect(after).toBeLessThanOrEqual(before);
  expect(after).toBeGreaterThan(before - 60);
  await expect.poll(() => secondsOn(one.clock)).toBeLessThan(after);
  for (const watching of table.observers) await expect(watching.offers).toHaveCount(2);
}

async function endWithout(table: Table): Promise<void> {
  const [one, other] = pairOf(table);
  await one.offer(played, first);
  await expect(other.incoming).toBeVisible();
  await other.stop();
  for (const person of [one, other]) await person.seesOutcome(false);
}

async function signWithReloads(facilitator: Facilitator, table: Table): Promise<void> {
  const [one, other] = pairOf(table);
  await one.acceptIncoming();
  await other.seesAgreement();
  await one.page.reload();
  await one.sign();
  await one.page.reload();
  await expect(one.page.getByText('You signed. Waiting for the others.')).toBeVisible();
  await other.sign();
  for (const person of [one, other]) await person.seesOutcome(true);
  await facilitator.page.reload();
  await expect(facilitator.page.getByText('2 of 2 tables have finished')).toBeVisible();
  await expect(facilitator.page.getByRole('status', { name: 'Join code' })).toHaveText(facilitator.code);
}

async function lookBack(facilitator: Facilitator, people: readonly Participant[]): Promise<void> {
  await facilitator.press('Start reflection');
  for (const person of people.filter(({ place }) => place?.role)) {
    await person.page.getByRole('group', { name: 'I felt heard.' }).getByRole('radio', { name: '6' }).check();
    await person.sendReflection();
  }
  await facilitator.press('Open debrief');
}

/** Each step: on nobody's phone before it is opened, on everybody's after. */
async function debrief(facilitator: Facilitator, people: readonly Participant[], one: Table, two: Table) {
  const all = (chapter: string) => new Map(people.map((person) => [person, chapter]));
  const deals = new Map(
    people.map((person) => [
      person,
      person.place?.table === one.label ? 'What you agreed' : 'You ended without an agreement',
    ]),
  );
  await opens(facilitator, all('You are yourself again'));
  await opens(facilitator, all('Talk at the table'));
  await opens(facilitator, deals);
  await opens(facilitator, all('Three sides of one outcome'));
  await checkTogether(one, two);
  for (const person of one.people) await expect(person.page.getByText('You ended with')).toHaveCount(0);
  await opens(facilitator, all('What everybody really wanted'));
  await opens(facilitator, all('A deal that all of you would have preferred'));
  await checkBetter(one);
  await facilitator.press('Next step');
  await checkShare(one, two);
  await opens(facilitator, all('All tables'));
  await checkAllTables(people, one, two);
  await opens(facilitator, all('What you take with you'));
}

async function opens(facilitator: Facilitator, chapters: ReadonlyMap<Participant, string>): Promise<void> {
  for (const [person, chapter] of chapters) await expect(person.chapter(chapter)).toHaveCount(0);
  await facilitator.press('Next step');
  for (const [person, chapter] of chapters) await expect(person.chapter(chapter)).toBeVisible();
}

const percent = (share: number | null) =>
  new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 }).format(share ?? Number.NaN);

async function checkTogether(one: Table, two: Table): Promise<void> {
  const score = played.score(deal);
  const best = played.file.analysis.solutions?.bestSurplus ?? Number.NaN;
  for (const { page } of one.people) {
    await expect(page.getByText(`Together you made ${percent(score.created)} of what was possible.`)).toBeVisible();
    await expect(page.getByText(`${percent((score.leftOnTable ?? 0) / best)} was still in it`)).toBeVisible();
  }
  for (const { page } of two.people)
    await expect(page.getByText('Without an agreement nothing was made together')).toBeVisible();
}

async function checkBetter(one: Table): Promise<void> {
  const { better } = played.score(deal);
  if (better === null) throw new Error('choose a deal with something left in it');
  for (const person of one.people) {
    const rows = person.chapter('A deal that all of you would have preferred').getByRole('row');
    for (const issue of played.issues) {
      const choice = better[issue.id] ?? '';
      const row = rows.filter({ hasText: issue.name.en });
      const same = deal[issue.id as keyof typeof deal] === choice;
      await expect(row).toContainText(same ? 'the same' : labelOf(issue, choice, 'en'));
    }
  }
}

async function checkShare(one: Table, two: Table): Promise<void> {
  const { claimed } = played.score(deal);
  for (const person of one.people) {
    const own = claimed.find(({ role }) => role === person.role);
    const points = played.points(person.role, deal);
    expect(own?.points).toBe(points);
    const above = points - played.role(person.role).reservationPoints;
    await expect(
      person.page.getByText(`You ended with ${points} points. That is ${above} above your limit.`),
    ).toBeVisible();
    await expect(
      person.page.getByText(`Of what you made together, ${percent(own?.share ?? null)} is yours.`),
    ).toBeVisible();
  }
  for (const { page } of two.people) await expect(page.getByText('so there is nothing to share')).toBeVisible();
}

async function checkAllTables(people: readonly Participant[], one: Table, two: Table): Promise<void> {
  for (const person of people) {
    const rows = person.chapter('All tables').getByRole('row');
    await expect(rows.filter({ hasText: `Table ${one.label}` })).toContainText(percent(played.score(deal).created));
    await expect(rows.filter({ hasText: `Table ${two.label}` })).toContainText('no agreement');
  }
}

/** New pairs, and who watched plays. */
async function secondRound(facilitator: Facilitator, people: readonly Participant[], before: readonly Table[]) {
  const watched = people.find(({ place }) => !place?.role);
  await facilitator.press('Next round');
  for (const { page } of people) await expect(page.getByText('This round is closed.')).toBeVisible();
  const after = await seat(facilitator, people, played);
  const pairs = (tables: readonly Table[]) =>
    tables.map((table) =>
      table.people
        .map(({ name }) => name)
        .sort()
        .join(' and '),
    );
  for (const pair of pairs(after)) expect(pairs(before)).not.toContain(pair);
  expect(watched?.place?.role).not.toBeNull();
  await goThrough(facilitator, 'Start reading');
  for (const person of after.flatMap((table) => table.people)) {
    await expect(person.page.getByText(played.role(person.role).who.en.split('\n')[0] ?? '')).toBeVisible();
  }
}
