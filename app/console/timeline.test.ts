// The run of a round: done, now, next, with times.
import { describe, expect, it } from 'vitest';
import { aRound } from './round.fixture.ts';
import { runOf } from './timeline.ts';

const { phases } = aRound({}).setup;
const minutes = (count: number) => count * 60_000;

describe('the run of a round', () => {
  it('has no times before anything began', () => {
    expect(runOf(phases, null, 0).map(({ state, from }) => [state, from])).toEqual([
      ['next', null],
      ['later', null],
      ['later', null],
      ['later', null],
      ['later', null],
      ['later', null],
    ]);
  });
  it('expects what comes from the deadline of what is', () => {
    const round = aRound({ phase: { index: 1, kind: 'prepare', startedAt: minutes(8), deadline: minutes(18) } });
    expect(runOf(phases, round, minutes(10)).map(({ state, from }) => [state, from])).toEqual([
      ['done', null],
      ['now', minutes(8)],
      ['next', minutes(18)],
      ['later', minutes(48)],
      ['later', minutes(51)],
      ['later', minutes(56)],
    ]);
  });
  it('is at signing once bargaining is over', () => {
    const round = aRound({ phase: { index: 2, kind: 'bargain', startedAt: 0, deadline: 1 }, bargainingOver: true });
    expect(runOf(phases, round, 2).find(({ state }) => state === 'now')?.kind).toBe('sign');
  });
  it('waits with a paused clock', () => {
    const round = aRound({
      phase: { index: 0, kind: 'read', startedAt: 0, deadline: minutes(8) },
      clock: { paused: true, remainingMs: minutes(3) },
    });
    expect(runOf(phases, round, minutes(20))[1]?.from).toBe(minutes(23));
  });
});
