// A name as it is kept and shown: what draws nothing, turns the direction of the line or piles up above it is taken away.
// Changes how a name is written, never whether it is taken: that is fingerprint.ts'.

// Format characters, among them overrides of direction and zero-width ones. The two joiners stay: Persian names and emoji need them.
const formats = /(?![\u200C\u200D])[\p{Cf}\u2028\u2029]/gu;
// A letter of any language carries up to four marks; more are there to cover the lines around.
const pileOfMarks = /(\p{M}{4})\p{M}+/gu;
// A joiner with nothing to join. Two steps, each of single characters: no run of them is looked at twice.
const doubledJoiners = /([\u200C\u200D])[\u200C\u200D]+/gu;
const looseJoiner = /^[\u200C\u200D]|[\u200C\u200D]$|[\u200C\u200D](?=\s)/gu;

/** One line, composed (NFC), at most as long as it was. '' where nothing of it can be seen. */
export function cleanName(written: string): string {
  return written
    .normalize('NFC')
    .replace(formats, '')
    .replace(pileOfMarks, '$1')
    .replace(doubledJoiners, '$1')
    .replace(looseJoiner, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
