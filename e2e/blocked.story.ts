// Networks that let no WebSocket through, or nothing that is live at all; and a door that is busy. What can work works, and
// the page says the rest plainly and mends itself.
import { expect } from '@playwright/test';
import { hasNoViolation } from './harness/axe.ts';
import { Case } from './harness/case.ts';
import { Gateway } from './harness/gateway.ts';
import { test } from './harness/house.ts';
import { agree, goThrough, pairBehindGateway, pairOf } from './harness/scene.ts';

const played = await Case.read();
const blocked = 'This network lets no live connection through';

test('without WebSockets a whole round goes by polling; with nothing live the page says so and mends itself', async ({
  house,
}) => {
  const { gateway, facilitator, table, anna, bram } = await pairBehindGateway(house, played, undefined, 'noWebSockets');
  await anna.write('By polling');
  await bram.write('By WebSocket');
  await expect(anna.log).toContainText('By WebSocket');

  gateway.become('noLive');
  await expect(anna.page.getByText(blocked)).toBeVisible();
  await expect(anna.page.getByText(`allow WebSocket connections to localhost:${gateway.port}`)).toBeVisible();
  await expect(anna.clock).toBeVisible();
  await hasNoViolation(anna.page, 'blocked');
  // From here on upgrades are swallowed without a word, as some firewalls do.
  gateway.become('swallow');
  await expect(anna.page.getByText(blocked)).toBeHidden();
  const polled = gateway.polled;
  const [one, other] = pairOf(table);
  await agree(one, other, played, played.packageAt(0.5));
  expect(gateway.polled).toBeGreaterThan(polled);
  await goThrough(facilitator, 'Start reflection');
  await anna.sendReflection();
  await gateway.close();
});

test('a door that is busy: the page waits, keeps what was filled in, and goes in by itself, once', async ({
  house,
}) => {
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const other = await house.facilitator({ language: 'nl' });
  await other.page.goto(`${house.origin}/host`);
  await other.page.getByRole('radio', { name: played.title('nl'), exact: true }).check();
  const gateway = await Gateway.before(house.server.port);
  const origin = `http://localhost:${gateway.port}`;
  const anna = await house.participant({ name: 'Anna' }, origin);
  const { page, say } = anna;
  const asked: (string | null)[] = [];
  const answers: number[] = [];
  page.on('request', (request) => request.url().endsWith('/api/join') && asked.push(request.postData()));
  page.on('response', (answer) => answer.url().endsWith('/api/join') && answers.push(answer.status()));
  await page.goto(`${origin}/join/${facilitator.code}`);
  await anna.fillIn();
  house.server.burden();
  await new Promise((noticed) => setTimeout(noticed, 4000));
  await anna.press(say.join);
  const waiting = page.getByText('Many people are coming in at this moment.');
  await expect(waiting).toBeVisible();
  await expect(page.getByLabel(say.name, { exact: true })).toBeDisabled();
  await anna.press('Stop waiting');
  await expect(waiting).toBeHidden();
  await expect(page.getByLabel(say.name, { exact: true })).toHaveValue('Anna');
  await anna.press(say.join);
  await expect(waiting).toBeVisible();
  await expect.poll(() => answers.length).toBeGreaterThan(1);
  expect(new Set(answers)).toEqual(new Set([503]));
  await other.button('Sessie openen').click();
  await expect(other.page.getByText('deze pagina vraagt het zelf opnieuw')).toBeVisible();
  const answer = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  await page.route('**/api/join', async (route) => {
    const response = await route.fetch();
    if (response.ok()) {
      done.resolve();
      await answer.promise;
    }
    await route.fulfill({ response });
  });
  house.server.relieve();
  await done.promise;
  // Stops waiting when they are in already and do not know it, and asks for something else: they are in, once.
  await anna.press('Stop waiting');
  await page.getByLabel(say.name, { exact: true }).fill('Anna, impatient');
  await anna.press(say.join);
  answer.resolve();
  await expect(other.page).toHaveURL(/\/console$/);
  await anna.press(say.clear);
  await expect(page.getByRole('heading', { name: 'You are in, Anna' })).toBeVisible();
  await facilitator.sees(1);
  expect(new Set(asked).size).toBe(1);

  gateway.become('busy');
  await expect(page.getByText('Your place is safe.')).toBeVisible();
  gateway.become('fair');
  await expect(page.getByText('Your place is safe.')).toBeHidden();
  await gateway.close();
});
