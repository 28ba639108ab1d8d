// The large button through a whole round.
import { describe, expect, it } from 'vitest';
import { debriefSteps } from '../../server/protocol/phases.ts';
import { nextStep, stepsInOrder } from './next-step.ts';
import { aRound, aTable } from './round.fixture.ts';

const nextOf = (round: ReturnType<typeof aRound>) => nextStep({ rounds: [round] });
const at = (kind: 'read' | 'prepare' | 'bargain' | 'sign' | 'reflect' | 'debrief') => ({
  phase: { index: 0, kind, startedAt: 0, deadline: null },
});
const settled = { agreed: true, why: 'signed', at: 1 } as const;

describe('the next step', () => {
  it('is seating before the first round and after a closed one', () => {
    expect(nextStep({ rounds: [] })).toEqual({ kind: 'seat' });
    expect(nextOf(aRound({ closed: true }))).toEqual({ kind: 'seat' });
  });
  it('goes through the phases in their order', () => {
    expect(nextOf(aRound({}))).toEqual({ kind: 'phase', phase: 'read', minutes: 8 });
    expect(nextOf(aRound(at('read')))).toEqual({ kind: 'phase', phase: 'prepare', minutes: 10 });
    expect(nextOf(aRound(at('prepare')))).toEqual({ kind: 'phase', phase: 'bargain', minutes: 30 });
    expect(nextOf(aRound({ ...at('reflect') }))).toEqual({ kind: 'phase', phase: 'debrief', minutes: 30 });
  });
  it('ends bargaining and then signing while tables are still at it', () => {
    expect(nextOf(aRound(at('bargain')))).toEqual({ kind: 'endBargaining', tables: 1 });
    expect(nextOf(aRound({ ...at('bargain'), bargainingOver: true }))).toEqual({ kind: 'endSigning', tables: 1 });
    expect(nextOf(aRound({ ...at('sign'), bargainingOver: true }))).toEqual({ kind: 'endSigning', tables: 1 });
  });
  it('is reflection once every table has settled', () => {
    const next = { kind: 'phase', phase: 'reflect', minutes: 5 };
    expect(nextOf(aRound({ ...at('bargain'), tables: [aTable({ settled })] }))).toEqual(next);
    expect(nextOf(aRound({ ...at('sign'), tables: [aTable({ settled })] }))).toEqual(next);
  });
  it('opens the debrief step by step and then offers another round', () => {
    expect(nextOf(aRound(at('debrief')))).toEqual({ kind: 'step', step: 'yourself' });
    expect(nextOf(aRound({ ...at('debrief'), debrief: [{ step: 'share' }] }))).toEqual({
      kind: 'step',
      step: 'allTables',
    });
    expect(nextOf(aRound({ ...at('debrief'), debrief: [{ step: 'takeaway' }] }))).toEqual({ kind: 'nextRound' });
  });
  it('knows the steps that the contract knows', () => {
    expect(stepsInOrder).toEqual(debriefSteps);
  });
});
