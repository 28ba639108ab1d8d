// Stories in real browsers. Each story starts its own servers on its own ports, so there is no webServer here.
// PARLEY_CHROMIUM names the browser that scripts/test.mjs found; without it Playwright's own is used.
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './e2e/harness/browser.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.story.ts',
  outputDir: 'test-results/stories',
  // More than there are cores: a story waits half of its time, for a page, a deadline or a connection that is silent.
  workers: Math.min(2 * availableParallelism(), 4),
  // Each story has its own server and windows, so those of one file need not wait for each other.
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 300_000,
  // For what does not come, not for what comes late: a server that has much to do tells newcomers to wait, and lets them in.
  expect: { timeout: 40_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/stories.json' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    actionTimeout: 40_000,
    navigationTimeout: 40_000,
    // Without pictures: seven windows at once would spend more on them than on the story.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions,
  },
});
