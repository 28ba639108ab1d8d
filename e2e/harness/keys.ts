// Hands that know only the keyboard. What has the focus is read, as a screen reader would, to know when to stop pressing Tab.
import { expect, type Locator, type Page } from '@playwright/test';

const mostTabs = 120;

/** Presses Tab until the target has the focus, as somebody would who looks for it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed <= mostTabs; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${mostTabs} times Tab did not lead to ${target}`);
}
export async function pressByKey(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** A group of radio buttons: Tab leads into it, arrows choose. */
export async function chooseByKey(page: Page, group: Locator, label: string): Promise<void> {
  const wanted = group.getByRole('radio', { name: label, exact: true });
  await tabInto(page, group);
  const count = await group.getByRole('radio').count();
  for (let pressed = 0; pressed <= count; pressed += 1) {
    await page.keyboard.press(pressed === 0 ? 'Space' : 'ArrowDown');
    if (await wanted.isChecked()) return;
  }
  throw new Error(`no arrow leads to ${label}`);
}
async function tabInto(page: Page, group: Locator): Promise<void> {
  await expect(group).toBeVisible();
  for (let pressed = 0; pressed <= mostTabs; pressed += 1) {
    if (await group.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${mostTabs} times Tab did not lead into ${group}`);
}

/** Opens a menu and goes down to an entry. */
export async function enterByKey(page: Page, menu: Locator, entry: string): Promise<void> {
  const wanted = page.getByRole('menuitem', { name: entry, exact: true });
  await pressByKey(page, menu);
  const count = await page.getByRole('menuitem').count();
  for (let pressed = 0; pressed < count; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no arrow leads to ${entry}`);
}
