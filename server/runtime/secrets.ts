// Random ids, link secrets and credentials; only hashes of secrets are ever stored.
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 128 random bits, 22 url-safe characters. */
export const newId = (): string => randomBytes(16).toString('base64url');
/** 256 random bits, 43 url-safe characters: a credential or link secret. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
/** Six figures, so that they can be read from the back row and typed on a number pad. */
export const newJoinCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');
export const newSeed = (): number => randomInt(0, 2 ** 32);
/** Pins a command's payload to its id. */
export const hashPayload = (payload: unknown): string =>
  createHash('sha256').update(JSON.stringify(payload)).digest('base64url').slice(0, 22);
