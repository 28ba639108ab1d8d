// The security policy in a real browser: pages work under it (every story hears what it refuses), and what somebody smuggles in does not run.
import { expect, type Page, type Response } from '@playwright/test';
import { Case } from './harness/case.ts';
import { test } from './harness/house.ts';
import { goThrough, seat } from './harness/scene.ts';

/** The page itself: a server that has no time just then answers with one that asks again, as this does. */
async function shown(page: Page, address: string): Promise<Response> {
  let answer: Response | null = null;
  await expect
    .poll(async () => {
      answer = await page.goto(address);
      return answer?.status();
    })
    .toBe(200);
  return answer as unknown as Response;
}

test('a script that does not carry the nonce does not run, and is heard', async ({ house }) => {
  const page = await house.window('visitor');
  const answer = await shown(page, house.origin);
  const policy = answer.headers()['content-security-policy'] ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(policy).toContain("'strict-dynamic'");
  expect(/script-src[^;]*unsafe/.test(policy)).toBe(false);
  expect(policy).not.toContain('upgrade-insecure-requests');
  const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  const again = (await shown(page, house.origin)).headers()['content-security-policy'];
  expect(again).not.toBe(policy);
  await page.evaluate(() => {
    // As markup that got into the page; what our own scripts make is trusted under 'strict-dynamic'.
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="x:" onerror="window.smuggled = true"><a id="way" href="javascript:window.smuggled = true">x</a>',
    );
    document.getElementById('way')?.click();
  });
  await expect.poll(() => house.faults.length).toBeGreaterThan(0);
  expect(await page.evaluate(() => 'smuggled' in window)).toBe(false);
  // These were asked for; the house would hold them against the page.
  house.faults.length = 0;
});

test('markup in a name and in chat stays text', async ({ house }) => {
  const played = await Case.read();
  const facilitator = await house.facilitator();
  await facilitator.host(played);
  const anna = await house.participant({ name: '<b>Anna</b>' });
  const bram = await house.participant({ name: 'Bram' });
  for (const person of [anna, bram]) await person.join(facilitator.code);
  await facilitator.sees(2);
  await seat(facilitator, [anna, bram], played);
  await goThrough(facilitator, 'Start reading', 'Start preparation', 'Start bargaining');
  const markup = '<img src=x onerror="window.smuggled=1"><script>window.smuggled=1</script>';
  await anna.write(markup);
  await expect(bram.page.getByText(markup)).toBeVisible();
  expect(await bram.page.evaluate(() => 'smuggled' in window)).toBe(false);
});
