// Stories in real browsers. Each story starts its own servers on its own ports, so there is no webServer here.
// PARLEY_CHROMIUM names the browser that scripts/test.mjs found; without it Playwright's own is used.
import { defineConfig } from '@playwright/test';

const executablePath = process.env['PARLEY_CHROMIUM'];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.story.ts',
  outputDir: 'test-results/stories',
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/stories.json' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // No sandbox: tests also run as root in containers. The others keep a system Chromium off the network.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
