// A participant without a mouse: from the first page to the signature by keys alone.
// Only keys are pressed here; what has the focus is read, as a screen reader would, to know when to stop pressing Tab.
import { expect, type Locator } from '@playwright/test';
import { Case, labelOf } from './harness/case.ts';
import { test } from './harness/house.ts';
import type { Participant } from './harness/participant.ts';
import { seat } from './harness/scene.ts';

const played = await Case.read();
const offered = played.packageAt(0.5);
const mostTabs = 120;

/** Presses Tab until the target has the focus, as somebody would who looks for it. */
async function tabTo({ page }: Participant, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed <= mostTabs; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${mostTabs} times Tab did not lead to ${target}`);
}
async function pressByKey(person: Participant, target: Locator): Promise<void> {
  await tabTo(person, target);
  await person.page.keyboard.press('Enter');
}
/** A group of radio buttons: Tab leads into it, arrows choose. */
async function chooseByKey(person: Participant, group: Locator, label: string): Promise<void> {
  const wanted = group.getByRole('radio', { name: label, exact: true });
  const count = await group.getByRole('radio').count();
  await tabInto(person, group);
  for (let pressed = 0; pressed <= count; pressed += 1) {
    await person.page.keyboard.press(pressed === 0 ? 'Space' : 'ArrowDown');
    if (await wanted.isChecked()) return;
  }
  throw new Error(`no arrow leads to ${label}`);
}
async function tabInto({ page }: Participant, group: Locator): Promise<void> {
  await expect(group).toBeVisible();
  for (let pressed = 0; pressed <= mostTabs; pressed += 1) {
    if (await group.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${mostTabs} times Tab did not lead into ${group}`);
}

test('by keyboard alone: from the first page to the signature', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const kim = await house.participant({ name: 'Kim' });
  const { page, say } = kim;
  const type = async (label: string, text: string) => {
    await tabTo(kim, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  };

  await page.goto(house.origin);
  await type(say.code, facilitator.code);
  await type(say.name, 'Kim');
  await chooseByKey(kim, page.getByRole('group', { name: 'Where are you?' }), say.elsewhere);
  await pressByKey(kim, kim.button(say.join));
  await pressByKey(kim, kim.button(say.clear));
  await expect(page.getByRole('heading', { name: 'You are in, Kim' })).toBeVisible();

  const lou = await house.participant({ name: 'Lou' });
  await lou.join(facilitator.code);
  await facilitator.sees(2);
  await seat(facilitator, [kim, lou], played);
  await facilitator.press('Start reading');
  await pressByKey(kim, kim.button(say.ready));
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
    if ('options' in issue) await chooseByKey(kim, group, choice);
    else {
      await tabTo(kim, group.getByRole('spinbutton'));
      await page.keyboard.type(choice);
    }
  }
  await kim.showsPoints(played.points(kim.role, offered));
  await pressByKey(kim, kim.button(say.makeOffer));
  await expect(lou.incoming).toBeVisible();
  await lou.offer(played, played.packageAt(0.25));

  await pressByKey(kim, kim.incoming.getByRole('button', { name: say.acceptOffer, exact: true }));
  await pressByKey(kim, page.getByRole('alertdialog').getByRole('button', { name: say.acceptOffer, exact: true }));
  await kim.seesAgreement();
  await pressByKey(kim, page.getByRole('button', { name: 'Add a line' }));
  await tabTo(kim, page.getByRole('textbox', { name: 'New line' }));
  await page.keyboard.type('We speak again in March');
  await page.keyboard.press('Enter');
  await expect(lou.page.getByText('We speak again in March')).toBeVisible();
  await lou.sign();
  await pressByKey(kim, kim.button(say.sign));
  await kim.seesOutcome(true);
});
