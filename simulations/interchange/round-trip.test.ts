import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readXml } from '../cli/read-xml.ts';
import { type Numbers, numbersSchema } from '../schema.ts';
import { readGenius } from './genius-read.ts';
import { writeGenius } from './genius-write.ts';
import { readNegmas, withPoints, writeNegmas } from './negmas.ts';
import { InterchangeRefusal } from './xml.ts';

/** Any figure an author might write, whole or not, small or large. */
const figure = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
);
const label = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom('a', 'B', '7', ' ', '&', '<', '"', "'", 'é', '→', '\n', '-', '/'),
});
const issueArbitrary = fc.oneof(
  fc.uniqueArray(label, { minLength: 1, maxLength: 5 }).map((options) => ({ options })),
  fc
    .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 12 }))
    .map(([min, width]) => ({ min, max: min + width, step: 1 })),
  fc.tuple(figure, fc.double({ min: 0.5, max: 100, noNaN: true })).map(([min, width]) => ({ min, max: min + width })),
);

const additiveArbitrary: fc.Arbitrary<Numbers> = fc
  .tuple(
    fc.array(issueArbitrary, { minLength: 1, maxLength: 4 }),
    fc.uniqueArray(label, { minLength: 2, maxLength: 4 }),
    fc.uniqueArray(label, { minLength: 4, maxLength: 4 }),
  )
  .chain(([issues, roles, names]) =>
    fc.tuple(
      fc.constant({ issues, roles, names }),
      fc.array(fc.tuple(figure, fc.tuple(...issues.map(pointsFor))), {
        minLength: roles.length,
        maxLength: roles.length,
      }),
      fc.boolean(),
    ),
  )
  .map(([{ issues, roles, names }, own, comparablePoints]) =>
    numbersSchema.parse({
      issues: issues.map((issue, index) => ({ id: names[index], ...issue })),
      roles: roles.map((id, role) => ({
        id,
        reservationPoints: own[role]?.[0],
        points: Object.fromEntries(issues.map((_, index) => [names[index], own[role]?.[1][index]])),
      })),
      comparablePoints,
    }),
  );

function pointsFor(
  issue: { options: string[] } | { min: number },
): fc.Arbitrary<number[] | { at: number; perUnit: number }> {
  if ('options' in issue) return fc.array(figure, { minLength: issue.options.length, maxLength: issue.options.length });
  return fc.record({ at: figure, perUnit: figure });
}

const viaGenius = (numbers: Numbers) =>
  readGenius(Object.entries(writeGenius(numbers)).map(([name, text]) => ({ name, root: readXml(name, text) }))).numbers;

describe('GENIUS and NegMAS', () => {
  it('GENIUS there and back changes no figure', () => {
    fc.assert(
      fc.property(additiveArbitrary, (numbers) => {
        expect(viaGenius(numbers)).toEqual(numbers);
      }),
      { numRuns: 150 },
    );
  });

  it('NegMAS there and back changes no figure', () => {
    fc.assert(
      fc.property(additiveArbitrary, (numbers) => {
        const files = Object.entries(
          writeNegmas(numbers, (value) =>
            withPoints(stringify(value, { blockQuote: false, lineWidth: 0, version: '1.1' })),
          ),
        );
        expect(readNegmas(files.map(([name, text]) => ({ name, parsed: parse(text) }))).numbers).toEqual(numbers);
      }),
      { numRuns: 100 },
    );
  });

  it('without the extra element, utilities are the points on their scale from 0 to 1', () => {
    const numbers = numbersSchema.parse({
      issues: [
        { id: 'price', options: ['low', 'high'] },
        { id: 'weeks', min: 0, max: 4, step: 1 },
      ],
      roles: [
        { id: 'buyer', reservationPoints: 30, points: { price: [40, 10], weeks: { at: 20, perUnit: -5 } } },
        { id: 'seller', reservationPoints: 0, points: { price: [0, 30], weeks: { at: 0, perUnit: 2.5 } } },
      ],
    });
    const files = Object.entries(writeGenius(numbers)).map(([name, text]) => ({
      name,
      root: readXml(name, text.replace(/<parley[\s\S]*<\/parley>/u, '')),
    }));
    const [buyer] = readGenius(files).numbers.roles;
    expect(buyer).toEqual({
      id: 'buyer',
      reservationPoints: 0.4,
      points: { price: [0.6, 0], weeks: { at: 0.4, perUnit: -0.1 } },
    });
  });

  it.each<[string, Partial<Numbers>]>([
    ['interaction', { interactions: [{ role: 'a', when: { i: 'x' }, points: 1 }] }],
    ['agreement rule', { agreement: { rule: 'atLeast', count: 1, veto: [], outside: 'package' } }],
    ['steps of 0.5', { issues: [{ id: 'i', min: 0, max: 1, step: 0.5 }] }],
  ])('refuse what would be lost: %s', (loss, change) => {
    const numbers = {
      ...numbersSchema.parse({
        issues: [{ id: 'i', options: ['x'] }],
        roles: ['a', 'b'].map((id) => ({ id, reservationPoints: 0, points: { i: [1] } })),
      }),
      ...change,
    };
    expect(() => writeGenius(numbers)).toThrow(loss);
    expect(() => writeNegmas(numbers, JSON.stringify)).toThrow(InterchangeRefusal);
  });
});
