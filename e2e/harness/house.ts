// One server with everybody in it: opens windows for facilitator, participants and screen, hears what breaks in any of them,
// and closes all. The fixture `house` gives each story its own.
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { contextOptions, insecureHost, type Seat } from './browser.ts';
import { Facilitator, Screen } from './facilitator.ts';
import { type Guest, Participant } from './participant.ts';
import { type ServerOptions, TestServer } from './server.ts';

const violation = 'policy violated';
/** What a page's own error screen caught and wrote down. Not that its text was cut off in mid-arrival (412): whoever presses a
 *  link early does that to the page they leave. */
const caught = /^\w*Error\b(?!.*#412)/;

/** Runs in every page: whatever the security policy refuses is a fault of the page. */
function tellOfViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile }) =>
    console.error('policy violated', effectiveDirective, blockedURI, sample, sourceFile),
  );
}

export class House {
  readonly server: TestServer;
  /** Faults that a page did not catch, by window. */
  readonly faults: string[] = [];
  private readonly browser: Browser;
  private readonly host: string;
  private readonly contexts: BrowserContext[] = [];

  private constructor(browser: Browser, server: TestServer, host: string) {
    this.browser = browser;
    this.server = server;
    this.host = host;
  }

  static async open(browser: Browser, { insecure = false, ...options }: ServerOptions & { insecure?: boolean } = {}) {
    return new House(browser, await TestServer.start(options), insecure ? insecureHost : 'localhost');
  }

  get origin(): string {
    return `http://${this.host}:${this.server.port}`;
  }

  /** A window of its own: own cookies, own storage. */
  async window(who: string, seat: Seat = {}): Promise<Page> {
    const context = await this.browser.newContext(contextOptions(seat));
    this.contexts.push(context);
    context.on('weberror', (fault) => this.faults.push(`${who}, ${fault.page()?.url()}: ${fault.error().message}`));
    await context.addInitScript(tellOfViolations);
    context.on('console', (line) => {
      const text = line.text();
      if (text.startsWith(violation) || caught.test(text)) this.faults.push(`${who}, ${line.page()?.url()}: ${text}`);
    });
    return context.newPage();
  }
  async facilitator(seat: Seat = {}): Promise<Facilitator> {
    return new Facilitator(await this.window('facilitator', seat), this.origin, this.server.hostKey);
  }
  /** `origin`: another way to the server, such as a proxy's. */
  async participant(guest: Guest, origin = this.origin): Promise<Participant> {
    const { name, language = 'en', phone = false, dark = false } = guest;
    const page = await this.window(name, { language, shape: phone ? 'phone' : 'laptop', dark });
    return new Participant(page, origin, guest);
  }
  async screen(seat: Seat = {}): Promise<Screen> {
    return new Screen(await this.window('screen', { shape: 'projector', ...seat }));
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()));
    await this.server.stop();
  }
}

type Options = { insecure: boolean; libraryFolder: string | undefined };
export const test = base.extend<Options & { house: House }>({
  insecure: [false, { option: true }],
  libraryFolder: [undefined, { option: true }],
  house: async ({ browser, insecure, libraryFolder }, use) => {
    const house = await House.open(browser, { insecure, ...(libraryFolder ? { library: libraryFolder } : {}) });
    await use(house);
    await house.close();
    expect(house.faults).toEqual([]);
  },
});
