// The key that opening a session needs where the operator set one. Compared without telling by time how much was right;
// a wrong one costs, so that guessing is slow. Never says what the key is like.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Rejection, reject, rejectFor } from '../protocol/rejection.ts';
import { createAddressBudgets } from './address-budgets.ts';

/** Ten slips at once, then two a minute. No bound for all addresses together: it would let anybody lock every host out. */
const wrongFromOneAddress = { most: 10, perSecond: 1 / 30 };

export type HostKey = {
  needed: boolean;
  /** Null: this address may open a session with this key. */
  refusal(address: string, given: string | undefined): Rejection | null;
};

const sha256 = (word: string): Buffer => createHash('sha256').update(word).digest();
const field = 'key';

/** `key` null: none is needed. */
export function createHostKey(key: string | null, now: () => number = Date.now): HostKey {
  if (key === null) return { needed: false, refusal: () => null };
  const expected = sha256(key);
  const wrong = createAddressBudgets(wrongFromOneAddress);
  return {
    needed: true,
    refusal(address, given) {
      if (given === undefined || given === '')
        return reject('hostKeyWrong', 'Opening a session needs the key of whoever runs this server.', field);
      const budget = wrong.of(address, now());
      const waitMs = budget.waitMs(now());
      // Also the right key waits: else a guesser would learn from the one that passes.
      if (waitMs > 0) return rejectFor('tooFast', 'Too many wrong keys. Wait and try again.', Math.ceil(waitMs / 1000));
      if (timingSafeEqual(sha256(given), expected)) return null;
      budget.spend(now());
      return reject('hostKeyWrong', 'This is not the key of this server.', field);
    },
  };
}
