// Both languages say everything, and every refusal has words.
import { describe, expect, it } from 'vitest';
import { rejectionCodes } from '../../server/protocol/rejection.ts';
import { preferredLanguage } from './languages.ts';
import { messages } from './messages.ts';

/** Every text by its path. */
function flat(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value as object, `${path}${key}.`),
  );
}
/** Names of the values that a text asks for, e.g. {points}. */
const asked = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]).sort();

const english = new Map(flat(messages.en));
const dutch = new Map(flat(messages.nl));

describe('the texts of the screens', () => {
  it('have the same keys in both languages', () => {
    expect([...dutch.keys()].sort()).toEqual([...english.keys()].sort());
  });
  it('are never empty', () => {
    const empty = [...english, ...dutch].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
  it('ask for the same values in both languages', () => {
    const differing = [...english].filter(
      ([key, text]) => new Set(asked(text)).difference(new Set(asked(dutch.get(key) ?? ''))).size > 0,
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
  it('have words for every refusal', () => {
    expect(Object.keys(messages.en.rejections).sort()).toEqual([...rejectionCodes].sort());
  });
  it('use no exclamation marks', () => {
    expect([...english, ...dutch].filter(([, text]) => text.includes('!'))).toEqual([]);
  });
});

describe('the language of a browser', () => {
  it.each([
    ['nl-NL,nl;q=0.9,en;q=0.8', 'nl'],
    ['de,en-GB;q=0.7,nl;q=0.5', 'en'],
    ['fr', 'en'],
    [null, 'en'],
  ])('%s is answered in %s', (asks, answer) => {
    expect(preferredLanguage(asks)).toBe(answer);
  });
});
