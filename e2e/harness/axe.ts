// Looks at a page with axe, in light and in dark, and says what it finds in a line a finding.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

type Theme = 'light' | 'dark';
const themes: readonly Theme[] = ['light', 'dark'];

/**
 * All of axe's rules in light; in dark those that colours can break. `where` names the state in what is reported.
 * Legacy mode: there are no frames, and the other mode opens a window for each look.
 */
export async function hasNoViolation(page: Page, where: string, schemes = themes): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary.split('\n')[1] ?? ''}`,
      ),
    );
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
