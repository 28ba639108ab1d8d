// A server that asks for a key before a session may be opened: said plainly, kept by this browser, asked for nowhere else.
import { expect, test } from '@playwright/test';
import { Case } from './harness/case.ts';
import { House } from './harness/house.ts';

const played = await Case.read();

test('a wrong host key is refused in words, the right one opens a session and is remembered', async ({ browser }) => {
  const house = await House.open(browser, { locked: true });
  try {
    const facilitator = await house.facilitator();
    const { page } = facilitator;
    await page.goto(`${house.origin}/host`);
    const key = page.getByLabel('Host key');
    await page.getByRole('radio', { name: played.title('en'), exact: true }).check();
    await key.fill('not the key of this server');
    await facilitator.button('Create session').click();
    await expect(page.getByText('Opening a session on this server needs its host key.')).toBeVisible();
    await key.fill(house.server.hostKey ?? '');
    await facilitator.button('Create session').click();
    await facilitator.readCode();

    await page.goto(`${house.origin}/host`);
    await expect(page.getByLabel('Host key')).toHaveValue(house.server.hostKey ?? '');
    const other = await house.window('other', { language: 'nl' });
    await other.goto(`${house.origin}/host`);
    await expect(other.getByLabel('Sleutel voor het openen')).toHaveValue('');
    // Whoever goes on guessing is told for how long to wait.
    await other.getByRole('radio', { name: played.title('nl'), exact: true }).check();
    await other.getByLabel('Sleutel voor het openen').fill('not the key of this server');
    const slowed = other.getByText(/probeer het over \d+ seconden opnieuw/);
    await expect(async () => {
      await other.getByRole('button', { name: 'Sessie openen' }).click();
      await expect(slowed).toBeVisible({ timeout: 300 });
    }).toPass();
    expect(house.faults).toEqual([]);
  } finally {
    await house.close();
  }
});
