// More pages of one browser than a credential shows at once.
import { expect, type Page } from '@playwright/test';
import { speech } from './speech.ts';

const mostAtOnce = 10;

/** Resolves when the page that `act` opens in this tab has been greeted by the server. */
async function greeted(page: Page, act: () => Promise<unknown>): Promise<void> {
  const live = page.waitForEvent('websocket', (socket) => socket.url().includes('/live'));
  // Heard from the first frame on: the greeting may be over before the page has loaded.
  const greeting = live.then((socket) =>
    socket.waitForEvent('framereceived', ({ payload }) => String(payload).startsWith('40')),
  );
  await Promise.all([greeting, act()]);
}

/** Opens a page beside this one, at the same address. */
export async function pageBeside(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await greeted(other, () => other.goto(page.url()));
  return other;
}

/** Opens as many pages beside this one as are shown at once. This one has been connected the longest: it stands still. */
export async function crowdOut(page: Page): Promise<Page[]> {
  await greeted(page, () => page.reload());
  const others: Page[] = [];
  while (others.length < mostAtOnce) others.push(await pageBeside(page));
  await expect(standstill(page)).toBeVisible();
  return others;
}

const titles = [speech.en.standsStill, speech.nl.standsStill];
/** The heading of a page that is one too many, in either language. */
export const standstill = (page: Page) =>
  page.getByRole('heading', { level: 1, name: new RegExp(`^(${titles.join('|')})$`) });
