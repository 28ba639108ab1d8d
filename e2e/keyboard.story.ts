// Without a mouse: a participant from the first page to the signature, a facilitator from hosting to the debrief, by keys alone.
import { expect } from '@playwright/test';
import { Case, labelOf } from './harness/case.ts';
import { test } from './harness/house.ts';
import { chooseByKey, enterByKey, pressByKey, tabTo } from './harness/keys.ts';
import { gather, pairOf, seat } from './harness/scene.ts';

const played = await Case.read();
const offered = played.packageAt(0.5);
test('by keyboard alone: from the first page to the signature', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const kim = await house.participant({ name: 'Kim' });
  const { page, say } = kim;
  const type = async (label: string, text: string) => {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  };

  await page.goto(house.origin);
  await type(say.code, facilitator.code);
  await type(say.name, 'Kim');
  await chooseByKey(page, page.getByRole('group', { name: 'Where are you?' }), say.elsewhere);
  await pressByKey(page, kim.button(say.join));
  await pressByKey(page, kim.button(say.clear));
  await expect(page.getByRole('heading', { name: 'You are in, Kim' })).toBeVisible();

  const lou = await house.participant({ name: 'Lou' });
  await lou.join(facilitator.code);
  await facilitator.sees(2);
  await seat(facilitator, [kim, lou], played);
  await facilitator.press('Start reading');
  await pressByKey(page, kim.button(say.ready));
  await facilitator.press('Start preparation');
  await type('What are you aiming for?', 'More than half');
  await expect(page.getByText(say.saved, { exact: true })).toBeVisible();
  await facilitator.press('Start bargaining');

  await type(say.message, 'Good morning.');
  await page.keyboard.press('Enter');
  await expect(lou.log).toContainText('Good morning.');
  for (const issue of played.issues) {
    const group = kim.issue(played, issue.id);
    const choice = labelOf(issue, offered[issue.id] ?? '', 'en');
    if ('options' in issue) await chooseByKey(page, group, choice);
    else {
      await tabTo(page, group.getByRole('spinbutton'));
      await page.keyboard.type(choice);
    }
  }
  await kim.showsPoints(played.points(kim.role, offered));
  await pressByKey(page, kim.button(say.makeOffer));
  await expect(lou.incoming).toBeVisible();
  await lou.offer(played, played.packageAt(0.25));

  await pressByKey(page, kim.incoming.getByRole('button', { name: say.acceptOffer, exact: true }));
  await pressByKey(page, page.getByRole('alertdialog').getByRole('button', { name: say.acceptOffer, exact: true }));
  await kim.seesAgreement();
  await pressByKey(page, page.getByRole('button', { name: 'Add a line' }));
  await tabTo(page, page.getByRole('textbox', { name: 'New line' }));
  await page.keyboard.type('We speak again in March');
  await page.keyboard.press('Enter');
  await expect(lou.page.getByText('We speak again in March')).toBeVisible();
  await lou.sign();
  await pressByKey(page, kim.button(say.sign));
  await kim.seesOutcome(true);
});

test('the console by keyboard alone: from hosting to the debrief', async ({ house }) => {
  const facilitator = await house.facilitator();
  const { page } = facilitator;
  const key = (name: string) => pressByKey(page, facilitator.button(name));
  /** The large button keeps its place and the focus, so that Enter leads on. */
  const step = async (name: string, then: string) => {
    await key(name);
    await expect(facilitator.button(then)).toBeEnabled();
  };
  await page.goto(house.origin);
  await pressByKey(page, page.getByRole('link', { name: 'Host a session' }));
  await chooseByKey(page, page.getByRole('group', { name: 'Case' }), played.title('en'));
  await key('Create session');
  await facilitator.readCode();
  await key('Show large');
  await expect(page.getByRole('dialog')).toContainText(facilitator.code);
  await page.keyboard.press('Escape');
  await expect(facilitator.button('Show large')).toBeFocused();

  const people = await gather(house, facilitator, [{ name: 'Anna' }, { name: 'Bram' }]);
  await enterByKey(page, facilitator.button('Menu'), 'Private links');
  await key('Make the screen link');
  await expect(page.getByLabel("Link for the projector's screen")).toHaveValue(/\/link#/);
  await key('Close');
  await expect(facilitator.button('Menu')).toBeFocused();
  await enterByKey(page, facilitator.button('Actions for Anna'), 'Change the name');
  await page.keyboard.press('Escape');
  await expect(facilitator.button('Actions for Anna')).toBeFocused();

  await step('Seat everyone', 'Start reading');
  await Promise.all(people.map((person) => person.findSeat(played)));
  await step('Start reading', 'Start preparation');
  await step('Start preparation', 'Start bargaining');
  await step('Start bargaining', 'End bargaining');
  await tabTo(page, page.getByRole('tab', { name: 'Tables (1)' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'People (2)' })).toBeFocused();
  await expect(facilitator.button('Actions for Bram')).toBeVisible();
  await page.keyboard.press('Home');
  const card = page.getByRole('button', { name: 'Table 1', expanded: false });
  await pressByKey(page, card);
  await expect(page.getByRole('heading', { name: 'Table 1', exact: true })).toBeFocused();
  await key('Hold table 1');
  await expect(people[0]?.page.getByText('The clock is paused') ?? card).toBeVisible();
  await key('Let table 1 go on');
  await key('Close this table');
  await expect(card).toBeFocused();
  await key('Pause');
  await key('Resume');

  const [one, other] = pairOf({ label: 1, people, observers: [] });
  await one.offer(played, offered);
  await other.acceptIncoming();
  await one.sign();
  await other.sign();
  await step('Start reflection', 'Open debrief');
  await step('Open debrief', 'Next step');
  await key('Next step');
  await expect(one.chapter('You are yourself again')).toBeVisible();
});
