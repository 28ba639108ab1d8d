// No pattern that sees a stranger's text takes more than one look at each character: a flood of the worst kind ends at once.
import { expect, test } from 'vitest';
import { preferredLanguage } from '../app/words/languages.ts';
import { addressKey, seemsKnown } from './gate/client.ts';
import { commandIdSchema, idSchema, writtenSchema } from './protocol/words.ts';
import { cleanName } from './session/clean-name.ts';
import { readable } from './session/fingerprint.ts';

const length = 60_000;
const floods = [
  ' ',
  '\u200d',
  '\u0301',
  'a',
  ',',
  '0',
  ';',
  '-',
  ':',
  ', ',
  'nl,',
  'parley_p',
  '\u200d ',
  'a\u0301',
].flatMap((piece) => [
  piece.repeat(length / piece.length),
  `a${piece.repeat(length / piece.length)}b`,
  `${piece.repeat(length / piece.length)}!`,
]);
const looks: [string, (text: string) => unknown][] = [
  ['cleanName', cleanName],
  ['readable', readable],
  ['addressKey', addressKey],
  ['preferredLanguage', preferredLanguage],
  ['ids', (text) => [idSchema.safeParse(text), commandIdSchema.safeParse(text)]],
  ['written text', (text) => writtenSchema(length * 2).safeParse(text)],
  ['cookies', (text) => seemsKnown({ headers: { cookie: text } } as never)],
];

test.each(looks)('%s', (_, look) => {
  const began = performance.now();
  for (const flood of floods) look(flood);
  // Two and a half million characters; a second look at each run would take minutes.
  expect(performance.now() - began).toBeLessThan(10_000);
});
