// The machine alone: its kept scope gives what XState's own function gives, and it refuses what cannot happen.

import { describe, expect, it } from 'vitest';
import { transition } from 'xstate';
import type { FactBody } from './facts.ts';
import { dealMachine, mayHappen, openingSnapshot, stageOf, step } from './machine.ts';

const order = { version: 1, index: 0 };
const by = { role: 'seller', person: 'seller', at: 1 };
const bargain: FactBody = { type: 'phaseStarted', index: 0, kind: 'bargain', deadline: 9, order, effectiveAt: 1 };
const closed: FactBody = { type: 'bargainingClosed', graceDeadline: 9, effectiveAt: 1 };
const alphabet: FactBody[] = [
  bargain,
  { ...bargain, kind: 'read' },
  closed,
  { type: 'clockPaused', order, effectiveAt: 1 },
  { type: 'clockResumed', order, effectiveAt: 1 },
  { type: 'talkChanged', talk: 'voice', order, effectiveAt: 1 },
  { type: 'offerMade', id: 'o', package: {}, replaces: [], ...by },
  { type: 'offerAccepted', offerId: 'o', ...by },
  { type: 'signingStarted', offerId: 'o', roles: [], at: 1 },
  { type: 'agreementSigned', ...by },
  { type: 'returnedToTable', ...by },
  { type: 'resultReported', id: 'r', package: null, ...by },
  { type: 'resultConfirmed', ...by },
  { type: 'agreementReached', package: {}, signedBy: [], effectiveAt: 1 },
  { type: 'endedWithoutAgreement', why: 'stopped', effectiveAt: 1 },
  { type: 'messageSent', id: 'm', ref: 'r', ...by },
  { type: 'stepOpened', step: 'deals', allTables: null, order, effectiveAt: 1 },
  { type: 'breakTaken', ...by },
];

describe('the machine of a table', () => {
  it('gives with one kept scope what transition() gives, in every state and for every fact', () => {
    const seen = new Map([[JSON.stringify(openingSnapshot().value), openingSnapshot()]]);
    for (const snapshot of seen.values()) {
      for (const fact of alphabet) {
        const kept = step(snapshot, fact);
        const [built] = transition(dealMachine, snapshot, fact);
        expect(kept.value).toEqual(built.value);
        expect(mayHappen(snapshot, fact)).toBe(fact.type === 'breakTaken' || snapshot.can(fact));
        seen.set(JSON.stringify(kept.value), kept);
      }
    }
    // Seven states of the deal, each with a running and a stopped clock.
    expect(seen.size).toBe(14);
  });

  it('T20 lets nothing of the deal happen after the end', () => {
    const agreed = [bargain, alphabet[8], alphabet[13]].reduce(
      (snapshot, fact) => (fact ? step(snapshot, fact) : snapshot),
      openingSnapshot(),
    );
    expect(stageOf(agreed)).toBe('agreed');
    const possible = alphabet.filter((fact) => mayHappen(agreed, fact)).map((fact) => fact.type);
    expect(possible).toEqual([
      'phaseStarted',
      'phaseStarted',
      'clockPaused',
      'messageSent',
      'stepOpened',
      'breakTaken',
    ]);
  });

  it('T18 lets nobody bargain while the clock is stopped', () => {
    const stopped = [bargain, alphabet[3]].reduce(
      (snapshot, fact) => (fact ? step(snapshot, fact) : snapshot),
      openingSnapshot(),
    );
    const possible = alphabet.filter((fact) => mayHappen(stopped, fact)).map((fact) => fact.type);
    expect(possible).not.toContain('offerMade');
    expect(possible).not.toContain('messageSent');
    expect(possible).toContain('bargainingClosed');
    expect(possible).toContain('clockResumed');
  });
});
