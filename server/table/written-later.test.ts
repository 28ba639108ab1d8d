// T38: of a reflection, or the words of one step, what was written later stands, whichever comes first.
import { describe, expect, it } from 'vitest';
import type { TableCommand } from '../protocol/table-commands.ts';
import { upcast } from './facts.ts';
import { fold } from './fold.ts';
import { blankReflection, codeOf, type Played, tableAt } from './table.fixture.ts';

const reflect = (first: 'price' | 'start'): TableCommand => ({
  type: 'submitReflection',
  reflection: { ...blankReflection, guess: [first] },
});
const word = (text: string, step: 'yourself' | 'takeaway' = 'yourself') => ({ type: 'writeWord', step, text }) as const;
const reflecting = () => tableAt('reflect');
function debriefing(): Played {
  const table = tableAt('debrief');
  for (const step of ['yourself', 'takeaway'] as const)
    table.deliver({ type: 'openDebriefStep', step, allTables: null, effectiveAt: 1 });
  return table;
}
const at = (table: Played, now: number) => Object.assign(table, { now });
const guessOf = (table: Played) => table.view('seller').own?.reflection?.guess;

describe('T38 a reflection', () => {
  it('that waited does not replace one that was written later and came first', () => {
    const table = at(reflecting(), 1000);
    expect(codeOf(table.ask('seller', reflect('price'), 900))).toBe('accepted');
    const before = table.view('seller');
    expect(codeOf(table.ask('seller', reflect('start'), 800))).toBe('superseded');
    expect(table.view('seller')).toEqual(before);
    // Nor is it told that reflecting is over, as if nothing of it were here.
    table.phase('debrief');
    expect(codeOf(table.ask('seller', reflect('start'), 800))).toBe('superseded');
    expect(codeOf(table.ask('seller', reflect('start'), 950))).toBe('alreadyDone');
  });

  it('that was written later does, however late it comes', () => {
    const table = at(reflecting(), 1000);
    table.ask('seller', reflect('price'), 900);
    at(table, 100_000);
    expect(codeOf(table.ask('seller', reflect('start'), 901))).toBe('accepted');
    expect(guessOf(table)).toEqual(['start']);
  });

  it('of somebody else is nothing to it', () => {
    const table = at(reflecting(), 1000);
    table.ask('buyer', reflect('price'), 900);
    expect(codeOf(table.ask('seller', reflect('start'), 800))).toBe('accepted');
  });

  it('is written as it comes, where its sender does not say when', () => {
    const table = at(reflecting(), 1000);
    expect(codeOf(table.ask('seller', reflect('price')))).toBe('accepted');
    expect(codeOf(table.ask('seller', reflect('start'), 999))).toBe('superseded');
    at(table, 1001);
    expect(codeOf(table.ask('seller', reflect('start')))).toBe('accepted');
    expect(guessOf(table)).toEqual(['start']);
  });

  it('is written no later than now: a fast clock shuts nothing out', () => {
    const table = at(reflecting(), 1000);
    table.ask('seller', reflect('price'), 9_000_000);
    expect(codeOf(at(table, 1001).ask('seller', reflect('start'), 1001))).toBe('accepted');
    expect(guessOf(table)).toEqual(['start']);
  });

  it('is not shut out for hours where the store’s clock was put back since the last', () => {
    const table = at(reflecting(), 9_000_000);
    table.ask('seller', reflect('price'), 8_999_999);
    expect(codeOf(at(table, 1000).ask('seller', reflect('start'), 990))).toBe('accepted');
    expect(codeOf(table.ask('seller', reflect('price'), 980))).toBe('superseded');
    expect(guessOf(table)).toEqual(['start']);
  });
});

describe('T38 words of a step', () => {
  it.each(['seller', 'watcher'])('that waited do not replace later ones, of a seat or an observer: %s', (who) => {
    const table = at(debriefing(), 1000);
    expect(codeOf(table.ask(who, word('later'), 900))).toBe('accepted');
    const before = table.view(who);
    expect(codeOf(table.ask(who, word('earlier'), 800))).toBe('superseded');
    expect(table.view(who)).toEqual(before);
    expect(codeOf(table.ask(who, word('of another step', 'takeaway'), 800))).toBe('accepted');
    expect(codeOf(table.ask(who, word('latest'), 901))).toBe('accepted');
  });
});

describe('T38 facts that do not say when they were written', () => {
  it('fold as written when they came', () => {
    const table = at(debriefing(), 1000);
    const done = { schemaVersion: 1, person: 'seller', at: 500 };
    const { scales, guess } = blankReflection;
    for (const stored of [
      { ...done, type: 'reflectionSubmitted', role: 'seller', scales, guess, noteRef: null },
      { ...done, type: 'wordWritten', step: 'yourself', ref: 'word:old' },
    ]) {
      const read = upcast(stored);
      if (!read.ok) throw new Error(read.why);
      table.current = fold(table.state, read.fact);
    }
    expect(table.view('seller').own?.words).toHaveLength(1);
    expect(codeOf(table.ask('seller', reflect('start'), 499))).toBe('superseded');
    expect(codeOf(table.ask('seller', word('earlier'), 499))).toBe('superseded');
    expect(codeOf(table.ask('seller', word('later'), 500))).toBe('accepted');
  });
});
