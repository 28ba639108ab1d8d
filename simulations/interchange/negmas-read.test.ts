// NegMAS scenarios as NegMAS itself writes them: names with modules, −∞, tables over whole numbers, values by name.
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readNegmas, withPoints } from './negmas.ts';

const domain = `
type: CartesianOutcomeSpace
name: deal
issues:
- {type: negmas.outcomes.ContiguousIssue, name: weeks, values: [0, 2]}
- {type: CategoricalIssue, name: colour, values: [red, blue]}
`;
const byPlace = `
type: LinearAdditiveUtilityFunction
name: buyer
reserved_value: -.inf
weights: [0.5, 2]
bias: 0.0
values:
- type: TableFun
  mapping: {0: 1.0, 1: 0.25, 2: 0.0}
- type: negmas.preferences.value_fun.TableFun
  mapping: {red: 0.0, blue: 1}
`;
const byName = `
type: negmas.preferences.LinearAdditiveUtilityFunction
name: seller
reserved_value: 0.25
weights: {colour: 3}
values:
  colour: {type: TableFun, mapping: {red: 2, blue: 0}}
  weeks: {type: AffineFun, slope: 2, bias: 1}
`;
const read = (...texts: string[]) =>
  readNegmas(texts.map((text, index) => ({ name: `file-${index}.yml`, parsed: parse(text) })));

describe('NegMAS files', () => {
  it('are read with −∞ as no reserved value, whole numbers that have a table as options, and values by place or name', () => {
    const { numbers, notes } = read(domain, byPlace, byName);
    expect(numbers.issues).toEqual([
      { id: 'weeks', options: ['0', '1', '2'] },
      { id: 'colour', options: ['red', 'blue'] },
    ]);
    expect(numbers.roles).toEqual([
      { id: 'buyer', reservationPoints: 0, points: { weeks: [0.5, 0.125, 0], colour: [0, 2] } },
      { id: 'seller', reservationPoints: 0.25, points: { weeks: [1, 3, 5], colour: [6, 0] } },
    ]);
    expect(notes).toEqual(['file-1.yml: no reserved value, taken as 0']);
  });

  it('are refused where a value is missing or a function is curved', () => {
    expect(() => read(domain, byPlace, byName.replace('weeks:', 'months:'))).toThrow('weeks');
    expect(() => read(domain, byPlace, byName.replace('AffineFun', 'QuadraticFun'))).toThrow('QuadraticFun');
    expect(() => read(domain, byPlace)).toThrow('1 utility function(s)');
  });

  it('are written so that a parser of YAML 1.1 takes small and large figures for numbers and labels for text', () => {
    const text = withPoints(
      stringify({ table: { no: 1e-7, '1e-7': -1.5e21 }, list: [2e-9], label: '3e5' }, { version: '1.1' }),
    );
    expect(text).toBe('table:\n  "no": 1.0e-7\n  "1e-7": -1.5e+21\nlist:\n  - 2.0e-9\nlabel: "3e5"\n');
  });
});
