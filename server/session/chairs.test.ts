// Chairs: seating again, late-comers, voice or chat, results of tables without a device, late reports.
// Given a round, when somebody asks, then facts and what tables are told.
import { describe, expect, it } from 'vitest';
import { tablesUnderWay } from './queries.ts';
import { bargaining, Scene, seated } from './scene.fixture.ts';

const minute = 60_000;

describe('S27 seating again is possible until reading starts', () => {
  it('new tables replace the old, which are void and let nobody in', () => {
    const scene = seated();
    const old = tablesUnderWay(scene.state);
    expect(scene.seat()).toBeNull();
    const now = tablesUnderWay(scene.state);
    expect(now.some((table) => old.includes(table))).toBe(false);
    expect(scene.state.voidTables).toEqual(old);
    expect(scene.told(old[0] ?? '')).toMatchObject([
      { type: 'changePeople', seats: [{ holders: [] }, { holders: [] }], observers: [] },
    ]);
    expect(scene.told(now[0] ?? '')).toMatchObject([{ type: 'openTable', round: 1, label: 1, graceMs: 4 * minute }]);
    expect(scene.state.rounds).toHaveLength(1);
    scene.start('read');
    expect(scene.seat()).toBe('roundRunning');
  });

  it('fewer people than roles: nothing to seat', () => {
    expect(new Scene().joinMany(1).seat()).toBe('nothingToSeat');
  });

  it('people who have gone are not seated', () => {
    const scene = new Scene().joinMany(5);
    scene.ask({ type: 'removePerson', person: 'person-p5' });
    scene.seat();
    expect(JSON.stringify(scene.round.tables)).not.toContain('person-p5');
  });
});

describe('S30 a late-comer is offered a chair and takes it', () => {
  it('as second holder, and the table is told who sits where', () => {
    const scene = bargaining();
    scene.join('late');
    const { tableId, label } = scene.table(1);
    const chair = { kind: 'seat' as const, role: 'seller' };
    expect(scene.person('person-late', { type: 'takeChair' })).toBe('chairTaken');
    expect(scene.ask({ type: 'offerChair', person: 'person-late', tableId, chair })).toBeNull();
    expect(scene.last.outbox ?? []).toEqual([]);
    expect(scene.state.people.at(-1)?.chair).toEqual({ tableId, label, chair });
    expect(scene.person('person-late', { type: 'takeChair' })).toBeNull();
    expect(scene.table(1).seats[1]?.holders.at(-1)).toBe('person-late');
    expect(scene.told(tableId)).toMatchObject([{ type: 'changePeople' }]);
    expect(scene.person('person-late', { type: 'takeChair' })).toBe('chairTaken');
  });

  it('nobody gets two chairs, one at a finished table, or one that is not there', () => {
    const scene = bargaining();
    scene.join('late');
    const observer = { kind: 'observer' as const };
    const { tableId } = scene.table(0);
    const offer = (
      person: string,
      table: string,
      chair: { kind: 'observer' } | { kind: 'seat'; role: string } = observer,
    ) => scene.ask({ type: 'offerChair', person, tableId: table, chair });
    expect(offer('person-p1', tableId)).toBe('alreadyDone');
    expect(offer('person-late', 'nowhere')).toBe('unknownTable');
    expect(offer('nobody', tableId)).toBe('unknownPerson');
    expect(offer('person-late', tableId, { kind: 'seat', role: 'captain' })).toBe('malformed');
    expect(offer('person-late', tableId)).toBeNull();
    scene.settle(scene.table(0));
    expect(scene.state.people.at(-1)?.chair).toBeNull();
    expect(scene.person('person-late', { type: 'takeChair' })).toBe('chairTaken');
    expect(offer('person-late', tableId)).toBe('tableSettled');
  });

  it('S31 somebody without a device is seated at once, at a table that talks', () => {
    const scene = seated();
    scene.ask({ type: 'setTalk', tableId: scene.table(1).tableId, talk: 'chat' });
    scene.join('bare', { device: false });
    const chair = { kind: 'seat' as const, role: 'buyer' };
    const offer = (index: number) =>
      scene.ask({ type: 'offerChair', person: 'person-bare', tableId: scene.table(index).tableId, chair });
    expect(offer(1)).toBe('talkByChat');
    expect(offer(0)).toBeNull();
    expect(scene.table(0).seats[0]?.holders).toContain('person-bare');
    expect(scene.ask({ type: 'setTalk', tableId: scene.table(0).tableId, talk: 'chat' })).toBe('talkByVoice');
  });
});

describe('S32 voice or chat is chosen before bargaining', () => {
  it('and is refused after', () => {
    const scene = seated();
    const { tableId } = scene.table();
    expect(scene.ask({ type: 'setTalk', tableId, talk: 'chat' })).toBeNull();
    scene.start('bargain');
    expect(scene.ask({ type: 'setTalk', tableId, talk: 'voice' })).toBe('wrongPhase');
  });
});

describe('S33 the facilitator writes down the result of a table without any device', () => {
  it('checked against the case, for no other table', () => {
    const scene = new Scene();
    scene.join('one', { device: false });
    scene.join('two', { device: false });
    scene.seat();
    const { tableId } = scene.table();
    const record = (deal: Record<string, string> | null) => scene.ask({ type: 'recordResult', tableId, package: deal });
    expect(record(null)).toBe('wrongPhase');
    scene.start('bargain');
    expect(record({ price: 'low' })).toBe('incompleteOffer');
    expect(record({ price: 'low', speed: 'never' })).toBe('unknownOption');
    expect(record({ price: 'low', speed: 'fast' })).toBeNull();
    expect(scene.told(tableId)).toMatchObject([{ type: 'recordResult' }]);
    const other = bargaining();
    expect(other.ask({ type: 'recordResult', tableId: other.table().tableId, package: null })).toBe('notAllowed');
  });
});

describe('S34 a report that comes twice, late, or from a void table changes nothing', () => {
  it('and the first stays', () => {
    const scene = bargaining();
    const table = scene.table();
    scene.settle(table);
    scene.settle(table, { agreed: false, why: 'timeUp' });
    expect(scene.last.facts).toEqual([]);
    expect(scene.table().settled?.agreed).toBe(true);
  });
});
