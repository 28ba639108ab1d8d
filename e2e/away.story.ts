// What happens to what somebody does while the network or the server is away: words, notes and reflections wait and go once,
// whatever happens to the page, in one tab or two; what presses waits 20 s and then asks; and a move whose answer was lost
// counts once.
import { expect } from '@playwright/test';
import { hasNoViolation } from './harness/axe.ts';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import { Participant } from './harness/participant.ts';
import { goThrough, pairBehindGateway } from './harness/scene.ts';

const played = await Case.read();
const lost = 'reconnecting, nothing is lost';

async function writes(person: Participant, text: string): Promise<void> {
  await person.page.getByLabel(person.say.message, { exact: true }).fill(text);
  await person.press(person.say.send);
  await expect(person.log).toContainText(text);
}
const keptWords = ({ page }: Participant) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => /^parley:(unsent|note|draft|message):/.test(key)));

test('words wait without limit: over a reload, a closed tab and a killed server; they go once and in order', async ({
  house,
}) => {
  const { gateway, anna, bram } = await pairBehindGateway(house, played);
  gateway.become('noLive');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await writes(anna, 'First');
  await writes(anna, 'Second');
  await expect(anna.log).toContainText('waits for the connection');
  await anna.page.reload();
  await expect(anna.page.getByText('This network lets no live connection through')).toBeVisible();
  gateway.become('fair');
  await expect(bram.log).toContainText(/First[\s\S]*Second/);
  await expect(anna.log).not.toContainText('waits for');

  gateway.become('cut');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await writes(anna, 'Third');
  await anna.page.getByLabel(anna.say.message, { exact: true }).fill('Not sent, only typed');
  const { url, context } = { url: anna.page.url(), context: anna.page.context() };
  await anna.page.close();
  await house.server.kill();
  await Promise.all([house.server.run(), Promise.resolve(gateway.become('fair'))]);
  const opened = await context.newPage();
  await opened.goto(url);
  await expect(opened.getByLabel(anna.say.message, { exact: true })).toHaveValue('Not sent, only typed');
  await expect(bram.log).toContainText(/First[\s\S]*Second[\s\S]*Third/);
  for (const word of ['First', 'Second', 'Third']) expect(await bram.log.getByText(word).count()).toBe(1);
  await expect
    .poll(() => opened.evaluate(() => Object.keys(localStorage).filter((key) => /unsent/.test(key))))
    .toEqual([]);
  await gateway.close();
});

test('a note and a reflection wait without limit: over a reload, a closed tab and a killed server; then they are there', async ({
  house,
}) => {
  const { gateway, facilitator, anna, bram } = await pairBehindGateway(house, played, [
    'Start reading',
    'Start preparation',
  ]);
  const aim = anna.page.getByLabel('What are you aiming for?', { exact: true });
  gateway.become('noLive');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await aim.fill('Sixty, and nothing before June');
  await expect(anna.page.getByText('Kept on this device until it can be saved')).toBeVisible();
  await anna.page.reload();
  await expect(anna.page.getByText('This network lets no live connection through')).toBeVisible();
  gateway.become('fair');
  await expect(aim).toHaveValue('Sixty, and nothing before June');
  await expect.poll(() => keptWords(anna)).toEqual([]);
  // Now it comes from the server: this browser has nothing of it any more.
  await anna.page.reload();
  await expect(aim).toHaveValue('Sixty, and nothing before June');

  await goThrough(facilitator, 'Start bargaining');
  await bram.stop();
  await anna.seesOutcome(false);
  await goThrough(facilitator, 'Start reflection');
  const content = ({ page }: Pick<Participant, 'page'>) =>
    page
      .getByRole('group', { name: 'I am content with what came out.' })
      .getByRole('radio', { name: '5', exact: true });
  const remember = ({ page }: Pick<Participant, 'page'>) => page.getByLabel('What do you want to remember?');
  await expect(remember(anna)).toBeVisible();
  gateway.become('cut');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await content(anna).check();
  await remember(anna).fill('I asked too little');
  await anna.press(anna.say.sendReflection);
  await expect
    .poll(async () => (await keptWords(anna)).filter((key) => key.startsWith('parley:unsent:')))
    .toHaveLength(1);
  const { url, context } = { url: anna.page.url(), context: anna.page.context() };
  await anna.page.close();
  await house.server.kill();
  await Promise.all([house.server.run(), Promise.resolve(gateway.become('fair'))]);
  const opened = new Participant(await context.newPage(), '', anna.guest);
  await opened.page.goto(url);
  await expect(opened.page.getByRole('heading', { level: 1, name: anna.say.reflectionIsIn })).toBeVisible();
  await expect.poll(() => keptWords(opened)).toEqual([]);
  await opened.press('Change my answers');
  await expect(remember(opened)).toHaveValue('I asked too little');
  await expect(content(opened)).toBeChecked();
  await gateway.close();
});

test('one person in two tabs sees each move once in both; what one wrote while away goes once, though the other is opened again or the first is closed', async ({
  house,
}) => {
  const { gateway, anna, bram } = await pairBehindGateway(house, played);
  const second = new Participant(await anna.page.context().newPage(), '', anna.guest);
  await second.page.goto(anna.page.url());
  await expect(second.clock).toBeVisible();
  await bram.offer(played, played.packageAt(0.5));
  await writes(second, 'From the second tab');
  await writes(anna, 'From the first tab');
  const once = async (text: string, ...seenBy: Participant[]) => {
    for (const { log } of seenBy) await expect(log.getByText(text)).toHaveCount(1);
    for (const { log } of seenBy) await expect(log).not.toContainText('waits for');
  };
  for (const text of ['From the second tab', 'From the first tab']) await once(text, anna, second, bram);
  for (const { offers } of [anna, second]) await expect(offers).toHaveCount(1);

  gateway.become('noLive');
  for (const { page } of [anna, second]) await expect(page.getByText(lost)).toBeVisible();
  await writes(anna, 'Written while away');
  await second.page.reload();
  await expect(second.page.getByText('This network lets no live connection through')).toBeVisible();
  gateway.become('fair');
  await once('Written while away', bram, anna, second);

  gateway.become('noLive');
  for (const { page } of [anna, second]) await expect(page.getByText(lost)).toBeVisible();
  await writes(anna, 'Left behind');
  await anna.page.close();
  gateway.become('fair');
  await once('Left behind', bram, second);
  await once('Written while away', bram, second);
  await expect.poll(() => keptWords(second)).toEqual([]);
  await gateway.close();
});

test('an offer waits 20 s, also on a phone that sleeps or in a server that does, and then asks; with its answer lost it counts once', async ({
  house,
}) => {
  const { gateway, facilitator, anna, bram } = await pairBehindGateway(house, played);
  const told = bram.offers;
  await anna.compose(played, played.packageAt(0.5));
  gateway.loseAnswers();
  await anna.press(anna.say.makeOffer);
  await expect(told).toHaveCount(1);
  await expect(anna.page.getByText('Not saved yet: your offer.')).toBeVisible();
  gateway.hearAgain();
  await expect(anna.page.getByText('Not saved yet: your offer.')).toBeHidden();
  await expect(anna.offers).toHaveCount(1);
  await expect(told).toHaveCount(1);

  gateway.become('cut');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await anna.compose(played, played.packageAt(0.75));
  await anna.press(anna.say.makeOffer);
  await expect(anna.page.getByText('Not sent yet: your offer.')).toBeVisible();
  await anna.press('Cancel');
  await expect(anna.page.getByText('Not sent yet: your offer.')).toBeHidden();
  await anna.press(anna.say.makeOffer);
  const browser = await anna.page.context().newCDPSession(anna.page);
  await browser.send('Page.setWebLifecycleState', { state: 'frozen' });
  await house.server.killAndRestart();
  await bram.write('Is your phone asleep?');
  await expect(bram.page.getByText('saved', { exact: true })).toBeVisible();
  await expect(bram.log).not.toContainText('waits for');
  // Meanwhile the server itself stands still, with an offer of Bram's in its buffer.
  await bram.compose(played, played.packageAt(0.25));
  house.server.hang();
  await bram.press(bram.say.makeOffer);
  await new Promise((slept) => setTimeout(slept, 21_000));
  house.server.resume();
  gateway.become('fair');
  await browser.send('Page.setWebLifecycleState', { state: 'active' });
  await expect(anna.log).toContainText('Is your phone asleep?');
  await expect(anna.page.getByText('This did not get through: your offer. Send it after all?')).toBeVisible();
  await expect(bram.page.getByText('it is not certain that this got through: your offer')).toBeVisible();
  for (const { offers } of [anna, bram]) await expect(offers).toHaveCount(1);
  await hasNoViolation(anna.page, 'asking', ['light']);
  await anna.press('Send again');
  await expect(told).toHaveCount(2);
  await expect(anna.page.getByText('This did not get through')).toBeHidden();
  await bram.press('Send again');
  for (const { offers } of [anna, bram]) await expect(offers).toHaveCount(3);
  await expect(bram.page.getByText('it is not certain')).toBeHidden();

  gateway.become('noLive');
  await expect(anna.page.getByText(lost)).toBeVisible();
  await writes(anna, 'Never to be read');
  await facilitator.page.getByRole('tab', { name: 'People (2)' }).click();
  await facilitator.actOn('Anna', 'Remove');
  await facilitator.page.getByRole('alertdialog').getByRole('button', { name: 'Remove from the session' }).click();
  await expect(facilitator.page.getByRole('tab', { name: 'People (1)' })).toBeVisible();
  gateway.become('fair');
  await expect(anna.page.getByText('This page has ended')).toBeVisible();
  expect(await keptWords(anna)).toEqual([]);
  await expect(bram.log).not.toContainText('Never to be read');
  await gateway.close();
});
