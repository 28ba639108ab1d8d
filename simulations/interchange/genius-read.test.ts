import { describe, expect, it } from 'vitest';
import { readXml } from '../cli/read-xml.ts';
import { readGenius } from './genius-read.ts';

const profile = (issue: string, rest = '') =>
  `<utility_space><objective index="0" type="objective" name="any">${issue}<weight index="1" value="0.5"/></objective>${rest}</utility_space>`;
const discrete = (evaluations: number[]) =>
  `<issue index="1" name="Colour" type="discrete" etype="discrete" vtype="discrete">${evaluations.map((evaluation, k) => `<item index="${k + 1}" value="c${k}" evaluation="${evaluation}"/>`).join('')}</issue>`;
const read = (...texts: string[]) =>
  readGenius(texts.map((text, k) => ({ name: `p${k}.xml`, root: readXml(`p${k}.xml`, text) })));

describe('reading GENIUS', () => {
  it('weight times evaluation over the largest; reservation and discount', () => {
    const { numbers, notes } = read(
      profile(discrete([3, 6]), '<reservation value="0.2"/><discount_factor value="0.9"/>'),
      profile(discrete([5, 0])),
    );
    expect(numbers.roles.map(({ points }) => points)).toEqual([{ Colour: [0.25, 0.5] }, { Colour: [0.5, 0] }]);
    expect(numbers.roles[0]).toMatchObject({ id: 'p0', reservationPoints: 0.2 });
    expect(notes).toEqual([
      'p0.xml: discount factor 0.9 is not part of the payoffs',
      'p1.xml: no reservation value, taken as 0',
    ]);
  });

  it('as in GENIUS, the last of two equal items counts, and items beyond the domain raise the largest', () => {
    const twice = discrete([9, 2]).replace(
      '</issue>',
      '<item index="3" value="c0" evaluation="1"/><item index="4" value="odd" evaluation="4"/></issue>',
    );
    const { numbers, notes } = read(profile(discrete([1, 2])), profile(twice));
    expect(numbers.roles[1]?.points).toEqual({ Colour: [0.125, 0.25] });
    expect(notes.filter((note) => note.includes('line 1'))).toHaveLength(2);
  });

  it('integers count from the lower bound, reals from 0; an integer line beyond 0 to 1 is listed', () => {
    const integer = (slope: number, offset: number) =>
      `<issue index="1" name="n" type="integer" etype="integer" lowerbound="2" upperbound="4"><evaluator ftype="linear" slope="${slope}" offset="${offset}"/></issue>`;
    expect(
      read(profile(integer(0.25, 0.5)), profile(integer(-0.5, 1))).numbers.roles.map(({ points }) => points['n']),
    ).toEqual([
      { at: 0.25, perUnit: 0.125 },
      { at: 0.5, perUnit: -0.25 },
    ]);
    const cut = read(profile(integer(1, 0)), profile(integer(-0.5, 1))).numbers;
    expect(cut.issues).toEqual([{ id: 'n', options: ['2', '3', '4'] }]);
    expect(cut.roles.map(({ points }) => points['n'])).toEqual([
      [0, 0.5, 0.5],
      [0.5, 0.25, 0],
    ]);
    const real = `<issue index="1" name="x" type="real" etype="real"><range lowerbound="1" upperbound="3"/><evaluator ftype="linear" parameter0="-0.5" parameter1="0.5"/></issue>`;
    expect(read(profile(real), profile(real)).numbers).toMatchObject({
      issues: [{ id: 'x', min: 1, max: 3 }],
      roles: [{ points: { x: { at: 0, perUnit: 0.25 } } }, {}],
    });
  });

  it('old files without an objective, and lines that pass 1 by the rounding of their slope, are read', () => {
    const old = profile(discrete([1, 2])).replace(/<\/?objective[^>]*>/gu, '');
    expect(read(old, profile(discrete([2, 1]))).numbers.roles.map(({ points }) => points['Colour'])).toEqual([
      [0.25, 0.5],
      [0.5, 0.25],
    ]);
    const rounded = `<issue index="1" name="x" type="real"><range lowerbound="10.0" upperbound="40.0"/><evaluator ftype="linear" parameter1="-0.033333333" parameter0="1.3333333333"/></issue>`;
    expect(read(profile(rounded), profile(rounded)).numbers.roles[0]?.points['x']).toMatchObject({
      perUnit: -0.5 * 0.033333333,
    });
  });

  it.each<[string, string]>([
    ['is not a number', profile(discrete([1, 2])).replace('value="0.5"', 'value="half"')],
    ['no <weight>', profile(discrete([1, 2])).replace('<weight index="1"', '<weight index="7"')],
    ['has no evaluation', profile(discrete([1]))],
    ['has no evaluation', profile(discrete([1, 2])).replace(' evaluation="2"', '')],
    ['objectives within objectives', profile('<objective index="1" name="sub"/>')],
    [
      'not linear',
      profile(
        '<issue index="1" name="Colour" type="real"><range lowerbound="0" upperbound="1"/><evaluator ftype="triangular"/></issue>',
      ),
    ],
    ['neither a GENIUS domain', '<html/>'],
    [
      'disagree',
      profile(
        discrete([1, 2]),
        '<parley role="a" scale="1" offset="0" reservationPoints="0" comparablePoints="true"><exact index="1" points="1 3"/></parley>',
      ),
    ],
  ])('refuses with file and line: %s', (reason, text) => {
    expect(() => read(profile(discrete([1, 2])), text)).toThrow(
      reason.startsWith('not linear') ? /options|linear|is called|is real/u : reason,
    );
  });

  it.each<[string, string]>([
    ['not well-formed', '<utility_space><objective></utility_space>'],
    ['not well-formed', 'plain words'],
    ['not well-formed', '<a b=c/>'],
    ['holds no element', ''],
    ['document types', '<!DOCTYPE a [<!ENTITY b "bomb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'],
    ['nested deeper', '<a>'.repeat(60) + '</a>'.repeat(60)],
    ['not well-formed', '<a>&unknown;</a>'],
  ])('refuses XML: %s', (reason, text) => {
    expect(() => readXml('x.xml', text)).toThrow(reason);
  });
});
