// A facilitator as a person would act, and the projector's screen, by the names on the console. Knows nothing of the wire.
import { expect, type Locator, type Page } from '@playwright/test';
import type { PhaseKind } from '../../simulations/schema.ts';
import type { Case } from './case.ts';

export type Step =
  | 'Seat everyone'
  | 'Start reading'
  | 'Start preparation'
  | 'Start bargaining'
  | 'Start reflection'
  | 'Open debrief'
  | 'Next step'
  | 'Next round';
type Minutes = Partial<Record<PhaseKind, number>>;

const phaseName: Record<PhaseKind, string> = {
  read: 'Reading',
  prepare: 'Preparation',
  bargain: 'Bargaining',
  sign: 'Signing',
  reflect: 'Reflection',
  debrief: 'Debrief',
};

/** The accessible description of a button: what it will do. In one look, without waiting: null where there is no such button now. */
const describes = (button: Locator): Promise<string | null> =>
  button.evaluateAll(([element]) => {
    if (!element) return null;
    const id = element.getAttribute('aria-describedby');
    return (id && document.getElementById(id)?.textContent) || '';
  });

export class Facilitator {
  readonly page: Page;
  readonly origin: string;
  code = '';
  /** What the server asks for before a session may be opened; null where it asks for nothing. */
  private readonly key: string | null;

  constructor(page: Page, origin: string, key: string | null = null) {
    this.page = page;
    this.origin = origin;
    this.key = key;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** From the first page to a session with a code. */
  async host(played: Case, minutes: Minutes = {}): Promise<void> {
    await this.page.goto(this.origin);
    await this.page.getByRole('link', { name: 'Host a session' }).click();
    await this.page.getByRole('radio', { name: played.title('en'), exact: true }).check();
    for (const [kind, value] of Object.entries(minutes) as [PhaseKind, number][]) {
      await this.page.getByRole('spinbutton', { name: `Minutes for ${phaseName[kind]}` }).fill(String(value));
    }
    if (this.key !== null) await this.page.getByLabel('Host key').fill(this.key);
    await this.button('Create session').click();
    await this.readCode();
  }
  async readCode(): Promise<void> {
    const code = this.page.getByRole('status', { name: 'Join code' });
    await expect(code).toHaveText(/^\S+$/);
    this.code = ((await code.textContent()) ?? '').trim();
  }

  /** Presses the one large button, which has to offer this very step, and waits until it offers another. */
  async press(step: Step): Promise<void> {
    const button = this.button(step);
    await expect(button).toBeEnabled();
    const willDo = await describes(button);
    await button.click();
    // Another button, or the same one about something else, as "Next step" is.
    await expect.poll(() => describes(button)).not.toBe(willDo);
  }

  /** Waits until this many people are in and through the house rules. */
  async sees(here: number): Promise<void> {
    await expect(this.page.getByText(`${here} of ${here} here`)).toBeVisible();
    await expect(this.page.getByText('reading the house rules')).toHaveCount(0);
  }
  get clock(): Locator {
    return this.page.getByRole('timer', { name: 'Time left' });
  }
  async choose(entry: string): Promise<void> {
    await this.button('Menu').click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }
  /** From the menu of one person's row. */
  async actOn(name: string, entry: string): Promise<void> {
    await this.button(`Actions for ${name}`).click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }
  /** Makes a private link and reads it. */
  async link(kind: 'facilitator' | 'screen'): Promise<string> {
    await this.choose('Private links');
    await this.button(`Make the ${kind} link`).click();
    const field = this.page.getByLabel(
      kind === 'facilitator' ? 'Your facilitator link' : "Link for the projector's screen",
    );
    const link = await field.inputValue();
    await this.button('Close').click();
    return link;
  }
  /** Ends bargaining or signing before its time; the console holds it back for ten seconds. */
  async endEarly(what: 'bargaining' | 'signing'): Promise<void> {
    await this.button(`End ${what}`).click();
    await this.page
      .getByRole('alertdialog')
      .getByRole('button', { name: `End ${what} now` })
      .click();
  }
}

export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** By the private link, in a browser that holds nothing else. */
  async open(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByRole('button', { name: 'Open this page' }).click();
    await expect(this.page).toHaveURL(/\/screen$/);
  }
  get clock(): Locator {
    return this.page.getByRole('timer', { name: 'Time left' });
  }
}
