// Brakes whoever guesses join codes: a wrong code costs much, a right one nothing, so that a class behind one address fits.
// Knows nothing of sessions; asks whether a code exists only where the address may still be wrong.
import { createAddressBudgets } from './address-budgets.ts';
import { type Budget, createBudget, type Rate } from './budget.ts';
import { siteOf } from './client.ts';

/** Twenty typing errors at once, then six a minute. */
const wrongFromOneAddress = { most: 20, perSecond: 0.1 };
/** All networks of one IPv6 site together: somebody with a /48 has 65,536 addresses to count by, and would walk every code. */
const wrongFromOneSite = { most: 100, perSecond: 0.5 };
/** Wrong codes from everywhere; beyond it somebody guesses from many addresses. */
const wrongFromEverywhere = { most: 600, perSecond: 5 };
/** Then a wrong code costs ten: every address still has two tries. */
const dearWhileGuessed = 10;
/** Addresses, and sites, whose right codes are remembered, and codes for each: a campus may sit behind one address. More than an address
 *  may open sessions at once: a guesser who opens some may not push a class out of memory by that. */
const mostRemembered = 5_000;
const mostCodes = 64;

export type CodeGuesses = {
  /** How long this address has to wait before it may try a code, ms; 0: it may go on, and `exists` was asked where need be. */
  tryCode(address: string, code: string, exists: () => Promise<boolean>): Promise<number>;
  /** This address knows a right code: from now on whoever types it there, or around there, is no guesser. */
  proved(address: string, code: string): void;
};

export function createCodeGuesses(crowd: number, now: () => number): CodeGuesses {
  const many = ({ most, perSecond }: Rate): Rate => ({ most: most * crowd, perSecond: perSecond * crowd });
  const wrong = createAddressBudgets(many(wrongFromOneAddress));
  const wrongAround = createAddressBudgets(many(wrongFromOneSite));
  const around = (address: string): Budget | null => {
    const site = siteOf(address);
    return site === null ? null : wrongAround.of(site, now());
  };
  const everywhere = createBudget(now(), wrongFromEverywhere);
  const right = createRightCodes();
  const rightAround = createRightCodes();
  // Guessers empty the budget of a whole site, so what one of its networks proved has to be open to all of them.
  const isRight = (address: string, code: string): boolean =>
    right.has(address, code) || rightAround.has(siteOf(address), code);
  const proved = (address: string, code: string): void => {
    right.add(address, code);
    rightAround.add(siteOf(address), code);
  };
  const lines = new Map<string, Promise<unknown>>();

  async function look(address: string, code: string, exists: () => Promise<boolean>): Promise<number> {
    if (isRight(address, code)) return 0;
    const cost = everywhere.left(now()) < 1 ? dearWhileGuessed : 1;
    // The site first: while it waits, its networks leave no trace, and push nobody's budget out of memory.
    const wait = around(address)?.waitMs(now(), cost) || wrong.of(address, now()).waitMs(now(), cost);
    if (wait > 0) return wait;
    if (await exists()) proved(address, code);
    else {
      wrong.of(address, now()).charge(now(), cost);
      around(address)?.charge(now(), cost);
      everywhere.spend(now());
    }
    return 0;
  }

  return {
    proved,
    // One look at a time for an address, or a site: a thousand tries sent at once may not all pass before the first was counted.
    tryCode(address, code, exists) {
      const line = siteOf(address) ?? address;
      const turn = (lines.get(line) ?? Promise.resolve()).then(() => look(address, code, exists));
      const settled = turn.catch(() => undefined);
      lines.set(line, settled);
      void settled.then(() => lines.get(line) === settled && lines.delete(line));
      return turn;
    },
  };
}

/** Codes that were right from a place: one guesser in the room cannot lock out the rest of the class. Null is no place. */
function createRightCodes() {
  const known = new Map<string, string[]>();
  return {
    has: (place: string | null, code: string): boolean => place !== null && known.get(place)?.includes(code) === true,
    add(place: string | null, code: string): void {
      if (place === null) return;
      const others = (known.get(place) ?? []).filter((other) => other !== code);
      known.delete(place);
      known.set(place, [...others, code].slice(-mostCodes));
      const oldest = known.size > mostRemembered ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
    },
  };
}
