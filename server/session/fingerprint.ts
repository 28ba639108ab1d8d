// Whether two names (or departments) are the same to a reader, without keeping them: a salted 32-bit fingerprint.
// Knows no session. Short on purpose: it tells the names of a class apart, but many names of the world share each value.

import { asRead } from './lookalikes.ts';

/** 32 bits, unsigned. */
export type Fingerprint = number;

// Characters that draw nothing or only space: format and control characters, fillers, the empty Braille cell.
const drawsNothing = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]/gu;

/** What a reader would compare: compatibility forms, case and invisible characters taken away, spaces single. '' where nothing can be read. */
export function readable(written: string): string {
  return written
    .replace(/\s+/gu, ' ')
    .normalize('NFKC')
    .replace(drawsNothing, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');
}

/** Equal where a reader would take the names for one. FNV-1a over salt and code points, finished by murmur3's mixing. */
export function fingerprint(salt: string, written: string): Fingerprint {
  let hash = 0x811c9dc5;
  for (const character of `${salt}\n${asRead(readable(written))}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
