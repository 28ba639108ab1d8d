// The life of a round: phases and clocks. Given a round, when the facilitator asks, then facts and what tables are told.
import { describe, expect, it } from 'vitest';
import { transition } from 'xstate';
import { decideDeadline, decideOutage } from './decide-deadline.ts';
import { can, live, lobby, pinned } from './machine.ts';
import { tablesUnderWay } from './queries.ts';
import { bargaining, Scene, seated } from './scene.fixture.ts';

const minute = 60_000;
const due = (scene: Scene) => scene.apply(decideDeadline(scene.state, 'phase', scene.stamp()));

describe('S9 the machine takes a step the same way with the kept scope as with the library’s own', () => {
  it('for every fact of a whole round', () => {
    const scene = bargaining();
    scene.ask({ type: 'pause', tableId: null });
    scene.ask({ type: 'resume', tableId: null });
    scene.settleAll().start('debrief');
    scene.ask({ type: 'openDebriefStep', step: 'deals' });
    scene.ask({ type: 'nextRound' });
    let life = lobby;
    for (const fact of scene.facts) {
      const event = pinned.eventOf(fact);
      const next = live(life, fact);
      if (event) {
        const [expected] = transition(pinned.machine, life, event);
        expect(next.value).toEqual(expected.value);
        expect(next.context).toEqual(expected.context);
      }
      expect(can(life, fact), fact.type).toBe(true);
      life = next;
    }
    expect(life.value).toEqual({ life: 'closed', clock: 'running' });
  });
});

describe('S10 phases go forward only, some may be left out', () => {
  it('nothing starts before people are seated', () => {
    expect(new Scene().joinMany(2).start('read')).toBe('wrongPhase');
  });

  it('forward, skipping, never back, never twice', () => {
    const scene = seated();
    expect(scene.start('prepare')).toBeNull();
    expect(scene.start('prepare')).toBe('alreadyDone');
    expect(scene.start('read')).toBe('wrongPhase');
    expect(scene.start('bargain')).toBeNull();
    expect(scene.start('prepare')).toBe('wrongPhase');
  });

  it('every table is told, with one deadline for all', () => {
    const scene = bargaining();
    const deadline = scene.now + 20 * minute;
    expect(scene.last.outbox).toHaveLength(2);
    expect(scene.told(scene.table(1).tableId)).toEqual([
      { type: 'startPhase', index: 2, kind: 'bargain', deadline, effectiveAt: scene.now },
    ]);
    expect(scene.last.dueTimes).toEqual([{ id: 'phase', at: deadline }]);
  });
});

describe('S11 reflection, debrief and the next round wait for every table', () => {
  it('while one bargains or signs they are refused', () => {
    const scene = bargaining();
    scene.settle(scene.table(0));
    for (const kind of ['reflect', 'debrief'] as const) expect(scene.start(kind)).toBe('tablesBargaining');
    expect(scene.ask({ type: 'nextRound' })).toBe('tablesBargaining');
    scene.settle(scene.table(1), { agreed: false, why: 'timeUp', package: null });
    expect(scene.start('reflect')).toBeNull();
    expect(scene.start('debrief')).toBeNull();
    expect(scene.ask({ type: 'nextRound' })).toBeNull();
    expect(tablesUnderWay(scene.state)).toEqual([]);
    expect(scene.ask({ type: 'nextRound' })).toBe('alreadyDone');
  });
});

describe('S12 bargaining ended by hand may still be signed; a second time ends signing', () => {
  it('with the minutes of the plan', () => {
    const scene = bargaining();
    expect(scene.ask({ type: 'endPhase' })).toBeNull();
    expect(scene.last.outbox?.map(({ command }) => command.type)).toEqual(['closeBargaining', 'closeBargaining']);
    expect(scene.round).toMatchObject({
      bargainingOver: true,
      phase: { kind: 'bargain', deadline: scene.now + 4 * minute },
    });
    expect(scene.start('sign')).toBe('alreadyDone');
    expect(scene.ask({ type: 'endPhase' })).toBeNull();
    expect(scene.last.outbox?.map(({ command }) => command.type)).toEqual(['closeSigning', 'closeSigning']);
    expect(scene.ask({ type: 'endPhase' })).toBe('alreadyDone');
  });

  it('"start signing" means the same, and no other phase is ended by hand', () => {
    expect(bargaining().start('sign')).toBeNull();
    const scene = seated();
    expect(scene.start('sign')).toBe('wrongPhase');
    scene.start('read');
    expect(scene.ask({ type: 'endPhase' })).toBe('wrongPhase');
  });
});

describe('S13 the clock of a phase that runs out is noted as of its deadline', () => {
  it('bargaining is over at its deadline, whenever that is noted; tables keep their own', () => {
    const scene = bargaining();
    const deadline = scene.now + 20 * minute;
    scene.pass(19);
    due(scene);
    expect(scene.last.facts).toEqual([]);
    scene.pass(2);
    due(scene);
    expect(scene.last.facts).toMatchObject([
      { type: 'bargainingClosed', by: 'clock', at: deadline, deadline: deadline + 4 * minute },
    ]);
    expect(scene.last.outbox ?? []).toEqual([]);
    scene.pass(4);
    due(scene);
    expect(scene.last.facts).toMatchObject([{ type: 'phaseTimeUp' }]);
    due(scene);
    expect(scene.last.facts).toEqual([]);
  });

  it('after the deadline bargaining is neither paused nor lengthened, noted or not', () => {
    const scene = bargaining().pass(20);
    expect(scene.ask({ type: 'pause', tableId: null })).toBe('deadlinePassed');
    expect(scene.ask({ type: 'addTime', minutes: 2 })).toBe('deadlinePassed');
  });
});

describe('S14 a pause keeps what remains, for everything or one table', () => {
  it('everything: the deadline moves by the pause', () => {
    const scene = bargaining();
    const deadline = scene.round.phase?.deadline ?? 0;
    scene.pass(5).ask({ type: 'pause', tableId: null });
    expect(scene.last.dueTimes).toEqual([{ id: 'phase', at: null }]);
    expect(scene.round.clock).toEqual({ paused: true, remainingMs: 15 * minute });
    expect(scene.ask({ type: 'pause', tableId: null })).toBe('alreadyDone');
    scene.pass(30);
    due(scene);
    expect(scene.last.facts).toEqual([]);
    expect(scene.ask({ type: 'resume', tableId: null })).toBeNull();
    expect(scene.round.phase?.deadline).toBe(deadline + 30 * minute);
    expect(scene.ask({ type: 'resume', tableId: null })).toBe('alreadyDone');
  });

  it('one table: only that one is told; "resume everything" brings it back', () => {
    const scene = bargaining();
    const { tableId } = scene.table(1);
    expect(scene.ask({ type: 'pause', tableId })).toBeNull();
    expect(scene.last.outbox).toHaveLength(1);
    expect(scene.ask({ type: 'pause', tableId })).toBe('alreadyDone');
    expect(scene.ask({ type: 'resume', tableId: scene.table(0).tableId })).toBe('alreadyDone');
    expect(scene.ask({ type: 'resume', tableId: null })).toBeNull();
    expect(scene.told(tableId)).toMatchObject([{ type: 'resumeClock' }]);
    expect(scene.ask({ type: 'pause', tableId: 'nowhere' })).toBe('unknownTable');
    scene.settle(scene.table(1));
    expect(scene.ask({ type: 'pause', tableId })).toBe('tableSettled');
  });

  it('a phase that starts runs, also after a pause', () => {
    const scene = seated();
    scene.start('read');
    scene.ask({ type: 'pause', tableId: null });
    expect(scene.start('bargain')).toBeNull();
    expect(scene.round.clock).toEqual({ paused: false });
    expect(scene.round.tables.every(({ paused }) => !paused)).toBe(true);
    expect(scene.state.life.value.clock).toBe('running');
  });

  it('nothing is paused before a phase runs', () => {
    expect(seated().ask({ type: 'pause', tableId: null })).toBe('wrongPhase');
  });
});

describe('S15 two minutes more', () => {
  it('on the running deadline, or on what remains', () => {
    const scene = bargaining();
    const deadline = scene.round.phase?.deadline ?? 0;
    scene.ask({ type: 'addTime', minutes: 2 });
    expect(scene.last.dueTimes).toEqual([{ id: 'phase', at: deadline + 2 * minute }]);
    scene.ask({ type: 'pause', tableId: null });
    scene.ask({ type: 'addTime', minutes: 2 });
    expect(scene.round.clock).toEqual({ paused: true, remainingMs: 24 * minute });
    expect(scene.last.dueTimes).toEqual([{ id: 'phase', at: null }]);
  });

  it('where reading time was up, they count from now, for the tables too', () => {
    const scene = seated();
    scene.start('read');
    scene.pass(8);
    due(scene);
    scene.ask({ type: 'addTime', minutes: 2 });
    expect(scene.round.phase?.deadline).toBe(scene.now + 2 * minute);
    expect(scene.told(scene.table().tableId)).toMatchObject([{ type: 'addTime', ms: 5 * minute }]);
  });
});

describe('S16 when nothing ran, open deadlines move by the outage', () => {
  it('and it is noted, and the tables are told', () => {
    const scene = bargaining();
    const deadline = scene.round.phase?.deadline ?? 0;
    scene.pass(25);
    scene.apply(decideOutage(scene.state, 10 * minute, scene.stamp()));
    expect(scene.round.phase?.deadline).toBe(deadline + 10 * minute);
    expect(scene.state.outages).toEqual([{ at: scene.now, lastedMs: 10 * minute }]);
    expect(scene.last.outbox?.every(({ command }) => command.type === 'observeOutage')).toBe(true);
  });

  it('a deadline that had passed before stays, and so does what is paused', () => {
    const scene = bargaining();
    const deadline = scene.round.phase?.deadline ?? 0;
    scene.pass(25);
    scene.apply(decideOutage(scene.state, 2 * minute, scene.stamp()));
    expect(scene.round.phase?.deadline).toBe(deadline);
    expect(scene.last.dueTimes).toEqual([]);
  });
});
