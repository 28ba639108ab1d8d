// Random ids, link secrets and credentials; only hashes of secrets are ever stored.
import { hash, randomFillSync, randomInt } from 'node:crypto';
import type { Stamp } from '../protocol/decision.ts';

/** Randomness fetched for many at once: the system is asked once for all of them. */
const drawn = Buffer.alloc(4_096);
let used = drawn.length;

/** What was drawn is wiped here: only whoever asked has it. */
function draw(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const from = used;
  used += bytes;
  const text = drawn.toString('base64url', from, used);
  drawn.fill(0, from, used);
  return text;
}

/** 128 random bits, 22 url-safe characters. */
export const newId = (): string => draw(16);
/** 256 random bits, 43 url-safe characters: a credential or link secret. */
export const newSecret = (): string => draw(32);
export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url');
/** Six figures, so that they can be read from the back row and typed on a number pad. */
export const newJoinCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');
export const newSeed = (): number => randomInt(0, 2 ** 32);
/** Pins a command's payload to its id. */
export const hashPayload = (payload: unknown): string =>
  hash('sha256', JSON.stringify(payload), 'base64url').slice(0, 22);

/** The stamp of one attempt. What a decision does not ask for is not drawn. */
export function stampAt(now: number, writtenAt?: number): Stamp {
  let id: string | undefined;
  let seed: number | undefined;
  return {
    now,
    writtenAt,
    get freshId() {
      id ??= newId();
      return id;
    },
    get seed() {
      seed ??= newSeed();
      return seed;
    },
  };
}
