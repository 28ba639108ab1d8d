// Does harm to the house of a history: in bursts with calm between, every kind once before any kind comes again, now and then two at
// once. Knows no client and no promise.
import type { Done, Harm, House } from './house.ts';
import { wordOf } from './house.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import { type Chance, later } from './random.ts';

export type Disturbing = { plan: Plan; ledger: Ledger; mood: { calm: boolean }; chance: Chance };
/** When a burst of harm was over, and what it was. */
export type Calm = { at: number; after: string };

export async function disturb(
  house: House,
  { plan, ledger, mood, chance }: Disturbing,
): Promise<{ done: Done[]; calms: Calm[] }> {
  const done: Done[] = [];
  const calms: Calm[] = [];
  const deck = new Deck(house.harms, ledger, chance.fork('deck'));
  const each = plan.commands / (plan.bursts + 1);
  for (let turn = 1; turn <= plan.bursts; turn += 1) {
    while (ledger.left > plan.commands - turn * each) await later(10);
    if (ledger.left === 0) break;
    mood.calm = false;
    const least = plan.harmsEach === 'every' ? 1 : plan.harmsEach;
    // A run that has to meet everything meets in its last burst what it did not before.
    const untilAll = plan.harmsEach === 'every' || (plan.whole && least > 0 && turn === plan.bursts);
    const harming = () => burst(deck, house, least, untilAll);
    // Commands go on for as long as harm has to, or a point would never be met.
    const came = await (untilAll ? ledger.heldOpen(harming) : harming());
    mood.calm = true;
    done.push(...came);
    calms.push({ at: Date.now(), after: came.map(({ word, node }) => `${word} of ${node}`).join(', ') });
    await later(plan.calmMs);
    mood.calm = false;
  }
  return { done, calms };
}

async function burst(deck: Deck, house: House, least: number, untilAll: boolean): Promise<Done[]> {
  const came: Done[] = [];
  for (let count = 0; count < least || (untilAll && !deck.wentThrough); count += 2)
    came.push(...(await deck.play(house)));
  return came;
}

/** A point that is not met is tried again, but not for ever. */
const mostTries = 4;

type Card = { harm: Harm; tries: number };

class Deck {
  private readonly harms: readonly Harm[];
  private readonly ledger: Ledger;
  private readonly chance: Chance;
  private cards: Card[] = [];
  /** Kinds that were neither done nor given up yet. */
  private readonly open: Set<string>;
  private played = 0;

  constructor(harms: readonly Harm[], ledger: Ledger, chance: Chance) {
    this.harms = harms;
    this.open = new Set(harms.map(wordOf));
    this.ledger = ledger;
    this.chance = chance;
  }

  /** Every kind was done, or tried in vain as often as anything is tried. */
  get wentThrough(): boolean {
    return this.open.size === 0;
  }

  /** Two harms, one after the other or at once to two nodes. What came of them. */
  async play(house: House): Promise<Done[]> {
    const [one, other] = [this.draw(), this.draw()];
    const node = this.chance.below(house.nodes);
    const another = (node + 1 + this.chance.below(Math.max(1, house.nodes - 1))) % house.nodes;
    const first = () => this.apply(house, one, node);
    const second = () => this.apply(house, other, another);
    const together = this.chance.happens(0.4) && node !== another && !(ofStore(one.harm) && ofStore(other.harm));
    const came = together ? await Promise.all([first(), second()]) : [await first(), await second()];
    return came.filter((done) => done !== null);
  }

  private async apply(house: House, card: Card, node: number): Promise<Done | null> {
    this.played += 1;
    const came = await house.harm(card.harm, node, this.chance.fork(`harm ${this.played}`));
    // A kill after an answer is none where that answer did not arrive.
    const done = came?.acked === undefined || this.ledger.answeredUnlooking.has(came.acked) ? came : null;
    if (done === null && card.tries < mostTries) this.cards.unshift({ harm: card.harm, tries: card.tries + 1 });
    else this.open.delete(wordOf(card.harm));
    return done;
  }

  private draw(): Card {
    if (this.cards.length === 0) this.cards = shuffled(this.harms, this.chance).map((harm) => ({ harm, tries: 1 }));
    return this.cards.shift() as Card;
  }
}

const ofStore = (harm: Harm): boolean => wordOf(harm).startsWith('store');

function shuffled<Item>(items: readonly Item[], chance: Chance): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(chance.below(left.length), 1));
}
