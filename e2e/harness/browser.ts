// How a browser is started and what its windows are like: no sandbox, nothing on the network, one name that is not localhost.
import type { BrowserContextOptions, LaunchOptions } from '@playwright/test';

/** Leads to this machine, yet is no secure context: how phones in a room reach a laptop over plain http. */
export const insecureHost = 'parley.test';

const executablePath = process.env['PARLEY_CHROMIUM'];

export const launchOptions: LaunchOptions = {
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
    `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`,
  ],
};

export type Shape = 'laptop' | 'phone' | 'projector';
export type Seat = { language?: 'en' | 'nl'; shape?: Shape; dark?: boolean };

const shapes: Record<Shape, BrowserContextOptions> = {
  laptop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  projector: { viewport: { width: 1920, height: 1080 } },
};

export function contextOptions({ language = 'en', shape = 'laptop', dark = false }: Seat): BrowserContextOptions {
  return {
    ...shapes[shape],
    locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  };
}
