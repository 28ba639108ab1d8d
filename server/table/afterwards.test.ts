// Talk, interests, being ready, breaks, reflection, words, consent: what people do beside and after the deal.
import { describe, expect, it } from 'vitest';
import { foldTableView } from '../protocol/fold-table-view.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import { twoRoleCase } from './case.fixture.ts';
import { monitorRow } from './monitor.ts';
import { projectTableFact } from './project.ts';
import {
  blankReflection,
  codeOf,
  goodDeal,
  made,
  offer,
  opening,
  person,
  refusal,
  tableAt,
  typesOf,
} from './table.fixture.ts';

const openStep = (step: 'yourself' | 'talk' | 'takeaway') =>
  ({ type: 'openDebriefStep', step, allTables: null, effectiveAt: 1 }) as const;

describe('talk', () => {
  it('T22 chat belongs to bargaining, signing, and the debrief once its step “talk” is open', () => {
    const hello = { type: 'sendMessage', text: 'hello' } as const;
    expect(codeOf(tableAt('read').ask('seller', hello))).toBe('wrongPhase');
    const table = tableAt();
    const sent = table.ask('seller', hello);
    expect(sent.ok && sent.accepted.texts).toEqual([{ ref: expect.any(String), author: 'seller', text: 'hello' }]);
    expect(JSON.stringify(sent.ok && sent.accepted.facts)).not.toContain('hello');
    const offerId = made(table.ask('seller', offer(goodDeal)));
    table.ask('buyer', { type: 'acceptOffer', offerId });
    expect(codeOf(table.ask('buyer', hello))).toBe('accepted');
    table.phase('debrief');
    expect(codeOf(table.ask('buyer', hello))).toBe('deadlinePassed');
    table.deliver(openStep('talk'));
    expect(codeOf(table.ask('buyer', hello))).toBe('accepted');
  });

  it('T23 one tells one’s own interests, each once; another’s is as unknown as one that does not exist', () => {
    const table = tableAt();
    const tell = (interest: string) => table.ask('seller', { type: 'tellInterest', interest });
    const theirs = tell('only-buyer');
    expect(codeOf(theirs)).toBe('unknownInterest');
    expect(theirs).toEqual(tell('no-such'));
    expect(codeOf(tell('quiet'))).toBe('accepted');
    expect(codeOf(tell('quiet'))).toBe('alreadyTold');
    expect(JSON.stringify(table.view('buyer'))).toContain('canary-seller-quiet-end');
    expect(JSON.stringify(table.view('buyer'))).not.toContain('canary-seller-only-end');
    expect(JSON.stringify(table.view('watcher'))).not.toContain('canary-buyer-quiet-end');
    expect(codeOf(table.ask('buyer', { type: 'askInterest' }))).toBe('accepted');
  });
});

describe('presence', () => {
  it('T28 a break shows the seat as away and the person to nobody but the facilitator; it stops no clock', () => {
    const seats = [
      { role: 'seller', holders: [person('ann'), person('bo')] },
      { role: 'buyer', holders: [person('buyer')] },
    ];
    const table = tableAt('bargain', { seats });
    table.ask('ann', { type: 'takeBreak' });
    expect(table.view('buyer').seats[0]?.away).toBe(true);
    expect(table.view('ann').own?.onBreak).toBe(true);
    expect(table.view('bo').own?.onBreak).toBe(false);
    expect(monitorRow(table.state).onBreak).toEqual(['ann']);
    expect(codeOf(table.ask('ann', { type: 'takeBreak' }))).toBe('alreadyDone');
    // A second break of the same seat, and its end, change nothing that others see.
    table.ask('bo', { type: 'takeBreak' });
    table.ask('bo', { type: 'endBreak' });
    const buyer = { kind: 'seat', person: 'buyer', role: 'buyer' } as const;
    const seen = table.happened
      .slice(-2)
      .map(({ before, after, fact }) => projectTableFact(before, after, fact, table.caseFile, buyer));
    expect(seen).toEqual([[], []]);
    expect(codeOf(table.ask('buyer', offer(goodDeal)))).toBe('accepted');
  });

  it('T28 only the facilitator learns who asked for them, until it is answered', () => {
    const table = tableAt('read');
    table.ask('buyer', { type: 'askFacilitator' });
    expect(codeOf(table.ask('buyer', { type: 'askFacilitator' }))).toBe('alreadyDone');
    expect(monitorRow(table.state).calls).toEqual(['buyer']);
    expect(table.view('buyer').own?.calledFacilitator).toBe(true);
    table.deliver({ type: 'answerCall', person: 'buyer', effectiveAt: 1 });
    expect(table.view('buyer').own?.calledFacilitator).toBe(false);
  });

  it('T29 any holder makes a seat ready while reading or preparing; each phase asks anew', () => {
    const table = tableAt('read');
    table.ask('seller', { type: 'declareReady' });
    expect(codeOf(table.ask('seller', { type: 'declareReady' }))).toBe('alreadyDone');
    expect(table.view('buyer').seats.map(({ ready }) => ready)).toEqual([true, false]);
    table.phase('prepare', 5);
    expect(table.view('buyer').seats.map(({ ready }) => ready)).toEqual([false, false]);
    expect(codeOf(tableAt().ask('seller', { type: 'declareReady' }))).toBe('wrongPhase');
  });

  it('T28 who leaves is no longer away or calling', () => {
    const table = tableAt();
    table.ask('seller', { type: 'takeBreak' });
    table.ask('seller', { type: 'askFacilitator' });
    const { seats, observers } = opening(twoRoleCase);
    const others = seats.map((seat) => (seat.role === 'seller' ? { ...seat, holders: [person('stand-in')] } : seat));
    table.deliver({ type: 'changePeople', seats: others, observers, effectiveAt: 1 });
    expect(monitorRow(table.state)).toMatchObject({ onBreak: [], calls: [] });
    expect(codeOf(table.ask('seller', offer(goodDeal)))).toBe('notSeated');
    expect(codeOf(table.ask('stand-in', offer(goodDeal)))).toBe('accepted');
  });

  it('T2 T28 who watches may ask for the facilitator too, and keeps asking while others change places', () => {
    const table = tableAt();
    expect(codeOf(table.ask('watcher', { type: 'askFacilitator' }))).toBe('accepted');
    expect(codeOf(table.ask('watcher', { type: 'askFacilitator' }))).toBe('alreadyDone');
    expect(table.view('watcher').own?.calledFacilitator).toBe(true);
    const { seats, observers } = opening(twoRoleCase);
    table.deliver({ type: 'changePeople', seats, observers, effectiveAt: 1 });
    expect(monitorRow(table.state).calls).toEqual(['watcher']);
    table.deliver({ type: 'changePeople', seats, observers: [], effectiveAt: 2 });
    expect(monitorRow(table.state).calls).toEqual([]);
  });
});

describe('afterwards', () => {
  const send: TableCommand = {
    type: 'submitReflection',
    reflection: { ...blankReflection, guess: ['price', 'start'], note: 'a private note' },
  };

  it('T30 a reflection comes once, may be replaced while reflecting, and is nobody else’s', () => {
    const table = tableAt();
    expect(codeOf(table.ask('seller', send))).toBe('wrongPhase');
    table.phase('reflect', 5);
    expect(codeOf(table.ask('watcher', send))).toBe('notSeated');
    for (const guess of [['gold'], ['price', 'price']])
      expect(
        refusal(table.ask('seller', { type: 'submitReflection', reflection: { ...blankReflection, guess } })),
      ).toEqual({ code: 'malformed', field: 'reflection.guess' });
    expect(codeOf(table.ask('seller', send))).toBe('accepted');
    expect(codeOf(table.ask('seller', send))).toBe('accepted');
    expect(table.view('seller').own?.reflection?.guess).toEqual(['price', 'start']);
    expect(table.view('buyer').own?.reflection).toBeNull();
    table.phase('debrief');
    expect(codeOf(table.ask('seller', send))).toBe('alreadyDone');
    expect(codeOf(table.ask('buyer', send))).toBe('accepted');
    expect(monitorRow(table.state).reflected).toBe(2);
  });

  it('T31 words are written where an open step asks for them, by observers too, and seen by their author', () => {
    const table = tableAt('debrief');
    const word = { type: 'writeWord', step: 'yourself', text: 'relieved' } as const;
    expect(codeOf(table.ask('seller', word))).toBe('stepNotOpen');
    table.deliver(openStep('yourself'));
    expect(codeOf(table.ask('seller', word))).toBe('accepted');
    expect(codeOf(table.ask('watcher', word))).toBe('accepted');
    table.ask('watcher', word);
    expect(table.view('watcher').own?.words).toHaveLength(1);
    expect(codeOf(table.ask('seller', { ...word, step: 'talk' }))).toBe('stepNotOpen');
    expect(table.view('buyer').own?.words).toEqual([]);
  });

  it('T32 the private yes to the plane goes to the session and to nobody at the table', () => {
    const table = tableAt();
    expect(codeOf(table.ask('seller', { type: 'agreeToPlane', agree: true }))).toBe('wrongPhase');
    table.phase('reflect', 5);
    table.ask('seller', { type: 'agreeToPlane', agree: true });
    expect(table.outbox.at(-1)?.command).toEqual({
      type: 'reportPlaneConsent',
      tableId: 'table-0001',
      person: 'seller',
      agree: true,
    });
    expect(codeOf(table.ask('seller', { type: 'agreeToPlane', agree: true }))).toBe('alreadyDone');
    expect(codeOf(table.ask('seller', { type: 'agreeToPlane', agree: false }))).toBe('accepted');
    expect(table.view('buyer').own?.agreedToPlane).toBeNull();
    expect(typesOf(table.ask('watcher', { type: 'agreeToPlane', agree: true }))).toEqual([]);
  });

  it('a view folded from nothing but the first event is whole', () => {
    const table = tableAt(null);
    const [first] = table.happened;
    if (!first) throw new Error('nothing happened');
    const events = projectTableFact(null, first.after, first.fact, table.caseFile, { kind: 'facilitator' });
    expect(events.reduce<ReturnType<typeof foldTableView>>(foldTableView, null)).toEqual(
      table.view({ kind: 'facilitator' }),
    );
  });
});
