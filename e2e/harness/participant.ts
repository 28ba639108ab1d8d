// A participant as a person would act: by the names on the screen, with a mouse or a finger, in one of the two languages.
// Knows nothing of the wire. Every act ends when the screen says that it is done.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Package } from '../../simulations/schema.ts';
import { type Case, type Language, labelOf } from './case.ts';
import { type Speech, speech } from './speech.ts';

export type Guest = {
  name: string;
  department?: string;
  place?: 'room' | 'elsewhere';
  language?: Language;
  phone?: boolean;
  dark?: boolean;
};
export type Place = { table: number; role: string | null };
type Part = 'instructions' | 'talk' | 'offer';

export class Participant {
  readonly page: Page;
  readonly guest: Guest;
  readonly say: Speech;
  readonly language: Language;
  /** Where one sits; null while not seated. `role` null: one watches. */
  place: Place | null = null;
  private readonly origin: string;

  constructor(page: Page, origin: string, guest: Guest) {
    this.page = page;
    this.origin = origin;
    this.guest = guest;
    this.language = guest.language ?? 'en';
    this.say = speech[this.language];
  }

  get name(): string {
    return this.guest.name;
  }
  get role(): string {
    if (!this.place?.role) throw new Error(`${this.name} plays no role`);
    return this.place.role;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
  press(target: Locator | string): Promise<void> {
    const locator = typeof target === 'string' ? this.button(target) : target;
    return this.guest.phone ? locator.tap() : locator.click();
  }
  /** The question that a button asks once, answered by the button of that name in it. */
  async confirm(name: string): Promise<void> {
    const question = this.page.getByRole('alertdialog');
    await this.press(question.getByRole('button', { name, exact: true }));
    await expect(question).toBeHidden();
  }

  /** By the QR link to the house rules, and through them. */
  async join(code: string): Promise<void> {
    await this.page.goto(`${this.origin}/join/${code}`);
    await this.fillIn();
    await this.press(this.say.join);
    await this.press(this.say.clear);
    await expect(this.page.getByRole('heading', { level: 1, name: this.name })).toBeVisible();
  }
  async fillIn(): Promise<void> {
    const { name, department, place = 'elsewhere' } = this.guest;
    await this.page.getByLabel(this.say.name, { exact: true }).fill(name);
    if (department) await this.page.getByLabel(this.say.department, { exact: true }).fill(department);
    const there = place === 'room' ? this.say.inTheRoom : this.say.elsewhere;
    await this.page.getByRole('radio', { name: there, exact: true }).check();
  }

  /** Waits until one is seated and keeps where. */
  async findSeat(played: Case): Promise<Place> {
    const { table, as, observer } = this.say;
    const pattern = new RegExp(`^${table} (\\d+), ${as} (.+)$`);
    const heading = this.page.getByRole('heading', { level: 1, name: pattern });
    const [, label, called] = pattern.exec((await heading.textContent()) ?? '') ?? [];
    const role = played.roles.find(({ name }) => name[this.language] === called);
    if (!role && called !== observer) throw new Error(`${this.name} is seated as "${called}"`);
    this.place = { table: Number(label), role: role?.id ?? null };
    return this.place;
  }

  async declareReady(): Promise<void> {
    await this.press(this.say.ready);
    await expect(this.button(this.say.isReady)).toBeVisible();
  }

  /** On a phone the parts of the table are panels; on a laptop all are in sight. */
  async open(part: Part): Promise<void> {
    if (!this.guest.phone) return;
    const { partInstructions, partTalk, partOffer } = this.say;
    const name = { instructions: partInstructions, talk: partTalk, offer: partOffer }[part];
    const tab = this.page.getByRole('navigation').getByRole('button', { name });
    await this.press(tab);
    await expect(tab).toHaveAttribute('aria-current', 'true');
  }

  get points(): Locator {
    return this.page.getByRole('status', { name: this.say.yourPoints });
  }
  get clock(): Locator {
    return this.page.getByRole('timer', { name: this.say.timeLeft });
  }
  get log(): Locator {
    return this.page.getByRole('log', { name: this.say.conversation });
  }
  get offers(): Locator {
    return this.log.getByRole('article');
  }
  /** The newest offer of the other side. */
  get incoming(): Locator {
    return this.log.getByRole('article', { name: this.say.otherOffer }).last();
  }

  issue(played: Case, id: string): Locator {
    const issue = played.issues.find((one) => one.id === id);
    return this.page.getByRole('group', { name: issue?.name[this.language] ?? id, exact: true });
  }
  /** Chooses on the sheet, issue by issue; `settlement` may leave issues open. */
  async compose(played: Case, settlement: Package): Promise<void> {
    await this.open('offer');
    for (const issue of played.issues) {
      const choice = settlement[issue.id];
      if (choice === undefined) continue;
      const group = this.issue(played, issue.id);
      const label = labelOf(issue, choice, this.language);
      if ('range' in issue) await group.getByRole('spinbutton').fill(label);
      else await group.getByRole('radio', { name: label, exact: true }).check();
    }
  }
  /** Composes, checks one's own points against the case, offers, and waits until the offer stands. */
  async offer(played: Case, settlement: Package): Promise<void> {
    await this.compose(played, settlement);
    await this.showsPoints(played.points(this.role, settlement));
    const own = this.log.getByRole('article', { name: this.say.ownOffer });
    const before = await own.count();
    await this.press(this.say.makeOffer);
    await this.open('talk');
    await expect(own).toHaveCount(before + 1);
  }
  async showsPoints(points: number): Promise<void> {
    const figure = new Intl.NumberFormat(this.language).format(points);
    await expect(this.points).toContainText(`${figure} ${points === 1 ? this.say.point : this.say.points}`);
  }

  async write(text: string): Promise<void> {
    await this.open('talk');
    await this.page.getByLabel(this.say.message, { exact: true }).fill(text);
    await this.press(this.say.send);
    await expect(this.log).toContainText(text);
  }
  async acceptIncoming(): Promise<void> {
    await this.open('talk');
    await this.press(this.incoming.getByRole('button', { name: this.say.acceptOffer, exact: true }));
    await this.confirm(this.say.acceptOffer);
    await this.seesAgreement();
  }
  /** Puts the newest offer of the other side on the sheet. */
  async counter(): Promise<void> {
    await this.open('talk');
    await this.press(this.incoming.getByRole('button', { name: this.say.counter, exact: true }));
  }
  /** Tells the interest that begins with these words. */
  async tell(words: string): Promise<void> {
    await this.open('instructions');
    const card = this.page.getByRole('listitem').filter({ hasText: words });
    await this.press(card.getByRole('button', { name: this.say.tell, exact: true }));
    await this.confirm(this.say.tell);
    await this.open('talk');
    await expect(this.log).toContainText(words);
  }

  /** The page of signing is there. */
  async seesAgreement(): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: this.say.agreement, exact: true })).toBeVisible();
  }
  async sign(): Promise<void> {
    await this.seesAgreement();
    await this.press(this.say.sign);
    // Either one waits for the others, or that was the last signature.
    await expect(this.page.getByRole('button', { name: this.say.sign, exact: true, disabled: false })).toBeHidden();
  }
  async backToTable(): Promise<void> {
    await this.press(this.say.back);
    await this.confirm(this.say.back);
  }
  async stop(): Promise<void> {
    await this.open('offer');
    await this.press(this.say.stop);
    await this.confirm(this.say.stop);
  }
  async seesOutcome(agreed: boolean): Promise<void> {
    const name = agreed ? this.say.agreed : this.say.notAgreed;
    await expect(this.page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  }

  async sendReflection(): Promise<void> {
    await this.press(this.say.sendReflection);
    await expect(this.page.getByRole('heading', { level: 1, name: this.say.reflectionIsIn })).toBeVisible();
  }
  /** A chapter of the debrief, as one finds it on the page. */
  chapter(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }
}
