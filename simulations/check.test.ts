import { describe, expect, it } from 'vitest';
import { check, checkParsed, parseCase } from './check.ts';
import { characterOf, zoneOf } from './check-points.ts';
import { figuresIn } from './check-texts.ts';
import { compileCase } from './compiled.ts';
import { saleNumbers } from './numbers.fixture.ts';
import type { Simulation } from './schema.ts';

const both = (nl: string, en = nl) => ({ nl, en });

/** A case in order: dispute over price, trade of scope against weeks, warranty that suits both. */
function sale(): Simulation {
  const role = (id: string, points: Simulation['roles'][number]['points'], brief: Simulation['title']) => ({
    id,
    name: both(id),
    who: both('Jij koopt.', 'You buy.'),
    brief,
    interests: [{ id: 'calm', text: both('Rust.', 'Calm.'), issues: ['weeks'] }],
    alternative: both('Blijven is 30 punten waard.', 'Staying is worth 30 points.'),
    reservationPoints: 30,
    points,
  });
  const issue = (id: string, options: string[]) => ({
    id,
    name: both(id),
    explanation: both(`Over ${id}.`, `About ${id}.`),
    options: options.map((option) => ({ id: option, label: both(option) })),
  });
  return {
    id: 'sale',
    schemaVersion: 1,
    title: both('Verkoop', 'Sale'),
    summary: both('Kort.', 'Short.'),
    teaches: both('Ruilen.', 'Trading.'),
    contentNotes: [],
    minutes: { read: 5, prepare: 5, bargain: 20, sign: 3, reflect: 5, debrief: 10 },
    publicBrief: both('Iedereen weet dit.', 'Everybody knows this.'),
    issues: [
      issue('price', ['low', 'middle', 'high']),
      issue('scope', ['small', 'medium', 'large']),
      issue('weeks', ['two', 'four', 'six']),
      issue('warranty', ['none', 'full']),
    ],
    roles: [
      role(
        'buyer',
        { price: [20, 10, 0], scope: [0, 25, 50], weeks: [20, 10, 0], warranty: [0, 10] },
        both('Alles groot is 50 punten waard.', 'All of it is worth 50 points.'),
      ),
      role(
        'seller',
        { price: [0, 10, 20], scope: [20, 10, 0], weeks: [0, 25, 50], warranty: [0, 10] },
        both('Zes weken geven 50 punten.', 'Six weeks give 50 points.'),
      ),
    ],
    interactions: [],
    agreement: { rule: 'unanimous' },
    comparablePoints: false,
    intended: {
      zone: 'wide',
      character: { price: 'distributive', scope: 'tradeOff', weeks: 'tradeOff', warranty: 'compatible' },
    },
  };
}

const paths = (simulation: unknown) => checkParsed(simulation).map(({ path }) => path);

describe('check', () => {
  it('finds nothing in a case in order', () => {
    expect(check(sale())).toEqual([]);
  });

  it('names every fault at once, each with its path', () => {
    const broken = structuredClone(sale());
    (broken.roles[0] as Simulation['roles'][number]).points['price'] = [20, 10];
    (broken.roles[1] as Simulation['roles'][number]).interests[0] = {
      id: 'calm',
      text: both('Rust.', 'Calm.'),
      issues: ['colour'],
    };
    broken.interactions = [{ role: 'nobody', when: { price: 'free' }, points: 3 }];
    expect(paths(broken)).toEqual([
      'roles[0].points.price',
      'interactions[0].role',
      'interactions[0].when.price',
      'roles[1].interests[0].issues[0]',
    ]);
  });

  it('reads figures in texts, in both languages', () => {
    expect(figuresIn('40 points, −5 punten, 12,5 extra punten, 7 dagen, 1 punt')).toEqual([40, -5, 12.5, 1]);
    const wrong = structuredClone(sale());
    (wrong.roles[0] as Simulation['roles'][number]).brief = both(
      'Groot is 45 punten waard.',
      'All of it is worth 50 points.',
    );
    (wrong.roles[1] as Simulation['roles'][number]).alternative = both(
      'Dat is 50 punten waard.',
      'That is worth 30 points.',
    );
    expect(paths(wrong)).toEqual(['roles[0].brief.nl', 'roles[1].alternative.nl']);
  });

  it('wants both languages', () => {
    const lazy = structuredClone(sale());
    lazy.publicBrief = both('The same long words stand in both of the languages.');
    expect(paths(lazy)).toEqual(['publicBrief']);
    expect(paths({ ...sale(), title: { nl: 'Verkoop' } })).toEqual(['title.en']);
  });

  it('grades zone, characters, reservation values and the middle against the intention', () => {
    const other = structuredClone(sale());
    other.intended = {
      zone: 'narrow',
      character: { price: 'tradeOff', scope: 'compatible', weeks: 'tradeOff', warranty: 'compatible' },
    };
    (other.roles[0] as Simulation['roles'][number]).reservationPoints = 130;
    (other.roles[0] as Simulation['roles'][number]).alternative = both('Meer.', 'More.');
    expect(paths(other)).toEqual([
      'intended.zone',
      'intended.character.price',
      'intended.character.scope',
      'roles[0].reservationPoints',
    ]);
    const flat = structuredClone(sale());
    for (const role of flat.roles) role.points['scope'] = role.id === 'buyer' ? [0, 49, 50] : [20, 19, 0];
    for (const role of flat.roles) role.points['weeks'] = role.id === 'buyer' ? [20, 19, 0] : [0, 49, 50];
    for (const role of flat.roles) role.points['warranty'] = [9, 10];
    expect(paths(flat)).toContain('intended.character');
  });

  it('knows the limits of its zones and characters', () => {
    expect([0, 0.05, 0.1, 0.35, 0.36].map(zoneOf)).toEqual(['none', 'narrow', 'middle', 'middle', 'wide']);
    const compiled = compileCase(saleNumbers());
    expect([0, 1, 2].map((issue) => characterOf(compiled, issue))).toEqual(['distributive', 'tradeOff', 'compatible']);
  });

  it('of numbers alone, checks the shape', () => {
    expect(paths(saleNumbers())).toEqual([]);
    expect(
      paths({
        ...saleNumbers(),
        issues: [
          { id: 'price', options: ['a', 'a'] },
          { id: 'weeks', min: 0, max: 1, step: 0.3 },
        ],
      }),
    ).toContain('issues[0].options[1]');
    expect(paths({ ...saleNumbers(), extra: 1 })).toEqual(['']);
    expect(paths(null)).toEqual(['']);
    expect(parseCase(saleNumbers()).kind).toBe('numbers');
  });
});
