// A table of three: offers from several, signing by all, a debrief for three, and nobody's screen takes it for a pair.
import { rm } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import { gather, goThrough, seat } from './harness/scene.ts';
import { writeThreeRoleLibrary } from './harness/three-roles.ts';

const folder = await writeThreeRoleLibrary();
const played = await Case.read('three-roles', folder);
test.use({ libraryFolder: folder });
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('three at one table: offers from two, acceptance and signature of all, a debrief for three', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const people = await gather(house, facilitator, [
    { name: 'Anna' },
    { name: 'Bram', language: 'nl', phone: true },
    { name: 'Chris' },
  ]);
  const [table, none] = await seat(facilitator, people, played);
  expect(none).toBeUndefined();
  const [one, two, three] = table?.people ?? [];
  if (!one || !two || !three) throw new Error('three people sit at one table');
  await goThrough(facilitator, 'Start reading', 'Start preparation', 'Start bargaining');
  const settlement = played.packageAt(0.5);
  await one.offer(played, settlement);
  await two.offer(played, settlement);
  for (const person of [one, three]) {
    await person.open('talk');
    await expect(person.offers).toHaveCount(2);
  }
  // Two of three are of one mind: that is not everybody.
  for (const { page } of people) await expect(page.getByText(/everybody chose this|iedereen koos dit/)).toHaveCount(0);
  for (const person of [one, three]) {
    await person.press(person.incoming.getByRole('button', { name: person.say.acceptOffer, exact: true }));
    await person.confirm(person.say.acceptOffer);
    if (person !== one) continue;
    const nameOf = ({ role }: typeof one, language: typeof three.language) => played.role(role).name[language];
    await expect(three.log).toContainText(new RegExp(`(Accepted by|Aanvaard door) ${nameOf(one, three.language)}`));
    await expect(two.log).toContainText(
      new RegExp(`(No answer yet from|Nog geen antwoord van) ${nameOf(three, two.language)}`),
    );
  }
  for (const person of [one, two, three]) await person.seesAgreement();
  const parties = new Intl.ListFormat('nl').format(played.roles.map(({ name }) => name.nl));
  for (const { page, language } of people)
    if (language === 'nl') await expect(page.getByText(`tussen ${parties}`)).toBeVisible();
  await one.sign();
  await two.sign();
  await three.sign();
  for (const person of [one, two, three]) await person.seesOutcome(true);
  await goThrough(facilitator, 'Start reflection');
  for (const person of [one, two, three]) await person.sendReflection();
  await goThrough(facilitator, 'Open debrief');
  for (let step = 0; step < 9; step += 1) await facilitator.press('Next step');
  for (const person of [one, two, three]) {
    const points = new Intl.NumberFormat(person.language).format(played.points(person.role, settlement));
    await expect(person.page.getByText(new RegExp(`(ended with|eindigde met) ${points} `))).toBeVisible();
  }
});
