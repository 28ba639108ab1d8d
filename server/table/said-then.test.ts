// T39: "I am ready" and "I am back" wait without limit on a device that is away. They are for the phase, or the break, in which
// they were said; whatever they are met by later, they change nothing of it.
import { describe, expect, it } from 'vitest';
import { codeOf, type Played, tableAt } from './table.fixture.ts';

const ready = { type: 'declareReady' } as const;
const back = { type: 'endBreak' } as const;
const at = (table: Played, now: number) => Object.assign(table, { now });
const isReady = (table: Played) => table.view('seller').seats.map((seat) => seat.ready);
const isOnBreak = (table: Played) => table.view('seller').own?.onBreak;
const preparing = () => at(at(tableAt('read'), 1000).phase('prepare', 5), 5000);

describe('T39 “I am ready”', () => {
  it('said while reading makes nobody ready in preparation, nor is it refused as out of place at bargaining', () => {
    const table = preparing();
    expect(codeOf(table.ask('seller', ready, 999))).toBe('superseded');
    expect(isReady(table)).toEqual([false, false]);
    table.phase('bargain', 5);
    expect(codeOf(table.ask('seller', ready, 4000))).toBe('superseded');
  });

  it('counts in the phase in which it was said, however late it comes, and as it comes where nobody says when', () => {
    const table = preparing();
    expect(codeOf(table.ask('seller', ready, 1000))).toBe('accepted');
    expect(codeOf(table.ask('buyer', ready))).toBe('accepted');
    expect(isReady(table)).toEqual([true, true]);
  });

  it('counts where the store’s clock was put back since the phase began', () => {
    const table = at(preparing(), 500);
    expect(codeOf(table.ask('seller', ready, 400))).toBe('accepted');
  });
});

describe('T39 “I am back”', () => {
  const onSecondBreak = () => {
    const table = at(tableAt(), 1000);
    table.ask('seller', { type: 'takeBreak' });
    table.ask('seller', back);
    at(table, 2000).ask('seller', { type: 'takeBreak' });
    return at(table, 3000);
  };

  it('said in an earlier break does not end the one that was taken since', () => {
    const table = onSecondBreak();
    expect(codeOf(table.ask('seller', back, 1999))).toBe('superseded');
    expect(isOnBreak(table)).toBe(true);
  });

  it('ends the break in which it was said, however late it comes, and as it comes where nobody says when', () => {
    for (const saidAt of [2000, undefined]) {
      const table = onSecondBreak();
      expect(codeOf(table.ask('seller', back, saidAt))).toBe('accepted');
      expect(isOnBreak(table)).toBe(false);
      expect(codeOf(table.ask('seller', back, 1))).toBe('alreadyDone');
    }
  });
});
