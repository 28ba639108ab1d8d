// What goes wrong for people, and what the page says then: nothing typed is lost, and every answer tells what to do.
import { expect, type Page } from '@playwright/test';
import { hasNoViolation } from './harness/axe.ts';
import { Case } from './harness/case.ts';
import { Gateway } from './harness/gateway.ts';
import { test } from './harness/house.ts';
import { pairAtWork } from './harness/scene.ts';

const played = await Case.read();

test('joining: an unknown code, an empty name, a name that is taken; what was typed stays', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const anna = await house.participant({ name: 'Anna' });
  await anna.join(facilitator.code);
  const bram = await house.participant({ name: 'Bram' });
  const { page, say } = bram;
  await page.goto(house.origin);
  const code = page.getByLabel(say.code, { exact: true });
  const name = page.getByLabel(say.name, { exact: true });
  const fault = page.getByRole('alert');

  await bram.press(say.join);
  await expect(fault.filter({ hasText: 'Fill in the code of your session.' })).toBeVisible();
  await code.fill('000000');
  await bram.press(say.join);
  await expect(fault.filter({ hasText: 'Fill in the name by which the others may call you.' })).toBeVisible();
  await name.fill('Anna');
  await bram.press(say.join);
  await expect(fault.filter({ hasText: 'There is no session with this code.' })).toBeVisible();
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toHaveValue('Anna');
  await code.fill(facilitator.code);
  await bram.press(say.join);
  await expect(fault.filter({ hasText: 'Somebody in this session already has this name.' })).toBeVisible();
  await expect(code).toHaveValue(facilitator.code);
  await name.fill('Bram');
  await bram.press(say.join);
  await bram.press(say.clear);
  await expect(page.getByRole('heading', { name: 'You are in, Bram' })).toBeVisible();
});

test('joining on a slow line: what is typed and chosen before the page has come to life stays and counts', async ({
  house,
}) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const anna = await house.participant({ name: 'Anna', department: 'Finance', place: 'room' });
  const { page, say } = anna;
  const scripts = Promise.withResolvers<void>();
  await page.route('**/*.js', async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto(`${house.origin}/join/${facilitator.code}`, { waitUntil: 'commit' });
  const name = page.getByLabel(say.name, { exact: true });
  await name.fill('Anna');
  const elsewhere = page.getByRole('radio', { name: say.elsewhere, exact: true });
  await elsewhere.check();
  // Too early, and nothing of it is lost.
  await page.getByRole('button', { name: say.join }).click();
  scripts.resolve();
  await page.waitForLoadState('networkidle');
  await page.getByLabel(say.department, { exact: true }).fill('Finance');
  await expect(name).toHaveValue('Anna');
  await expect(elsewhere).toBeChecked();
  await anna.press(say.join);
  await anna.press(say.clear);
  await expect(page.getByRole('heading', { name: 'You are in, Anna' })).toBeVisible();
});

test('a page that is left before it has wholly arrived shows no fault; where nothing else comes it says so, and comes when asked', async ({
  house,
}) => {
  const gateway = await Gateway.before(house.server.port);
  for (const language of ['en', 'nl'] as const) {
    const page = await house.window('visitor', { language, shape: 'phone', dark: language === 'nl' });
    const say =
      language === 'en'
        ? {
            host: 'Host a session',
            wait: 'Just a moment',
            title: 'This page did not arrive whole',
            again: 'Open again',
          }
        : {
            host: 'Een sessie leiden',
            wait: 'Een ogenblik',
            title: 'Deze pagina kwam niet heel aan',
            again: 'Opnieuw openen',
          };
    const scripts = Promise.withResolvers<void>();
    await page.route('**/*.js', async (route) => {
      await scripts.promise;
      await route.continue();
    });
    // What was asked for does not come either, and the browser stays with the half it has.
    await page.route('**/host', (route) => route.fulfill({ status: 204 }), { times: 1 });
    const letGo = gateway.halvePages();
    await page.goto(`http://localhost:${gateway.port}`, { waitUntil: 'commit' });
    await page.getByRole('link', { name: say.host }).click();
    scripts.resolve();
    // Perhaps what was asked for comes yet.
    await expect(page.getByText(say.wait)).toBeVisible();
    await expect(page.getByRole('heading', { name: say.title })).toBeVisible();
    await hasNoViolation(page, 'a page that came by half');
    letGo();
    await page.getByRole('button', { name: say.again }).click();
    await page.getByRole('link', { name: say.host }).click();
    await expect(page.getByRole('radio').first()).toBeVisible();
  }
  await gateway.close();
});

test('links: one that moves to another device works once, and a made-up one not at all', async ({ house }) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const anna = await house.participant({ name: 'Anna' });
  await anna.join(facilitator.code);
  await anna.press(anna.say.menu);
  await anna.page.getByRole('menuitem', { name: 'Move to another device' }).click();
  await anna.press('Make the link');
  const link = await anna.page.getByRole('dialog').getByRole('textbox').inputValue();

  const second = await house.window('second device');
  await second.goto(link);
  await second.getByRole('button', { name: 'Open this page' }).click();
  await expect(second.getByRole('heading', { name: 'You are in, Anna' })).toBeVisible();
  await expect(anna.page.getByText('This page was opened on another device')).toBeVisible();

  const third = await house.window('third device');
  for (const used of [link, `${house.origin}/link#${'x'.repeat(43)}`]) {
    await third.goto(house.origin);
    await third.goto(used);
    await third.getByRole('button', { name: 'Open this page' }).click();
    await expect(third.getByText('This link no longer works')).toBeVisible();
  }
  await third.goto(anna.page.url());
  await expect(third.getByText('This page belongs to somebody else')).toBeVisible();
});

test('the network goes away at the table: said, nothing lost, healed', async ({ house }) => {
  const { one, other } = await pairAtWork(house, played);
  await one.page.context().setOffline(true);
  await expect(one.page.getByText('reconnecting, nothing is lost')).toBeVisible({ timeout: 45_000 });
  await one.page.getByLabel(one.say.message, { exact: true }).fill('Written in a tunnel');
  await one.press(one.say.send);
  await expect(one.log).toContainText('waits for the connection');
  await other.write('Are you still there?');
  await expect(other.page.getByText('is not connected at the moment')).toBeVisible({ timeout: 45_000 });

  const sent = sentBy(one.page);
  await one.page.context().setOffline(false);
  await expect(one.page.getByText('reconnecting, nothing is lost')).toBeHidden({ timeout: 20_000 });
  await expect(other.log).toContainText('Written in a tunnel');
  await expect(one.log).toContainText('Are you still there?');
  await expect(one.log).not.toContainText('waits for the connection');
  expect(await other.log.getByText('Written in a tunnel').count()).toBe(1);
  // Who it is and what it missed in one: nothing of what it follows is asked for a second time.
  expect(sent.filter((frame) => frame.startsWith('40{'))[0]).toMatch(
    /"stream":\{"table":"[^"]+"\},"epoch":"[^"]+","version":[1-9]/,
  );
  expect(sent.filter((frame) => frame.includes('["resume"'))).toEqual([]);
});

/** What a page says over its live connections from now on. */
function sentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  return sent;
}

test('whoever asks to be erased and is not, because the network is away, is told so and asks again', async ({
  house,
}) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const anna = await house.participant({ name: 'Anna' });
  await anna.join(facilitator.code);
  await anna.press(anna.say.menu);
  await anna.page.getByRole('menuitem', { name: 'Leave' }).click();
  const sheet = anna.page.getByRole('alertdialog');
  const erase = sheet.getByRole('button', { name: 'Leave, and erase my name' });
  await anna.page.context().setOffline(true);
  await erase.click();
  await expect(sheet.getByText('could not be erased just now')).toBeVisible();
  await anna.page.context().setOffline(false);
  await erase.click();
  await expect(anna.page).toHaveURL(`${house.origin}/`);
  await anna.page.goBack();
  await expect(anna.page.getByText('This page belongs to somebody else')).toBeVisible();
});

test('a session that is deleted ends for those at a table, and its code leads nowhere', async ({ house }) => {
  const { facilitator, one, other } = await pairAtWork(house, played);
  await facilitator.choose('Delete the session');
  await facilitator.page.getByRole('alertdialog').getByRole('button', { name: 'Delete everything' }).click();
  for (const { page } of [one, other]) {
    await expect(page.getByText('The facilitator has deleted this session')).toBeVisible();
    await page.reload();
    await expect(page.getByText('This page has ended')).toBeVisible();
  }
  await one.page.goto(`${house.origin}/join/${facilitator.code}`);
  await one.fillIn();
  await one.press(one.say.join);
  const fault = one.page.getByRole('alert');
  await expect(fault.filter({ hasText: /There is no session with this code|This session has ended/ })).toBeVisible();
});
