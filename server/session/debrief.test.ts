// The debrief and the links: what opens when, to whom, and for how long.
import { describe, expect, it } from 'vitest';
import { allTablesOf, maySeePlane, scoreboardOf } from './all-tables.ts';
import { cases } from './case.fixture.ts';
import { fairPackage, frontierSurplus, nashSurplus, prioritiesOf } from './case-figures.ts';
import { decideExchange, decideLink, decideRevoke } from './decide-link.ts';
import { decideTableReport } from './decide-report.ts';
import type { Holder, LinkKind } from './facts.ts';
import { holderOf } from './queries.ts';
import { Scene } from './scene.fixture.ts';

const settled = (people: number) => {
  const scene = new Scene().joinMany(people);
  scene.seat();
  scene.start('bargain');
  return scene.settleAll();
};
const debriefing = (people = 4) => {
  const scene = settled(people);
  scene.start('debrief');
  return scene;
};
const open = (scene: Scene, step: 'yourself' | 'deals' | 'together' | 'allTables') =>
  scene.ask({ type: 'openDebriefStep', step });

describe('S50 debrief steps open in order, may be skipped, never go back', () => {
  it('and only in the debrief', () => {
    expect(open(settled(4), 'yourself')).toBe('wrongPhase');
    const scene = debriefing();
    expect(open(scene, 'deals')).toBeNull();
    expect(open(scene, 'deals')).toBe('alreadyDone');
    expect(open(scene, 'yourself')).toBe('alreadyDone');
    expect(open(scene, 'allTables')).toBeNull();
    expect(scene.told(scene.table().tableId)).toMatchObject([
      { step: 'allTables', allTables: { scoreboard: [{}, {}] } },
    ]);
    expect(open(scene, 'together')).toBe('alreadyDone');
  });

  it('only "all tables" carries other tables', () => {
    const scene = debriefing();
    open(scene, 'deals');
    expect(scene.told(scene.table().tableId)).toEqual([
      { type: 'openDebriefStep', step: 'deals', allTables: null, effectiveAt: scene.now },
    ]);
  });
});

describe('S51 the scoreboard', () => {
  it('agreements by value created, then no agreement, then deals below somebody’s alternative', () => {
    const scene = new Scene().joinMany(12);
    scene.seat();
    scene.start('bargain');
    scene.settle(scene.table(0), { created: 0.99, belowAlternative: true });
    scene.settle(scene.table(1), { agreed: false, why: 'stopped', created: null, surplusPoints: null, package: null });
    scene.settle(scene.table(2), { created: 0.5 });
    scene.settle(scene.table(3), { created: 0.9 });
    scene.settle(scene.table(4), { created: null });
    scene.settle(scene.table(5), { created: 0.5 });
    expect(scoreboardOf(scene.round.tables).map(({ label }) => label)).toEqual([4, 3, 6, 5, 2, 1]);
  });
});

describe('S52 distribution from five tables, plane from eight or with everybody’s private yes', () => {
  const figures = (scene: Scene) => {
    const file = cases.newest('pair');
    if (file === null) throw new Error('no case');
    return allTablesOf(scene.round, file, maySeePlane(scene.state, scene.round));
  };

  it('by the number of tables', () => {
    expect(figures(settled(8))).toMatchObject({ distribution: null, plane: null });
    expect(figures(settled(10)).distribution).toHaveLength(5);
    expect(figures(settled(14)).plane).toBeNull();
    expect(figures(settled(16)).plane).toMatchObject({ roles: ['buyer', 'seller'], deals: { length: 8 } });
  });

  it('by consent: one missing or taken back is enough to keep it closed', () => {
    const scene = settled(4);
    const say = (person: string, agree: boolean) => {
      const table = scene.round.tables.find(({ seats }) => seats.some(({ holders }) => holders.includes(person)));
      const tableId = table?.tableId ?? '';
      scene.apply(
        decideTableReport(scene.state, { type: 'reportPlaneConsent', tableId, person, agree }, scene.stamp()),
      );
    };
    for (const person of ['person-p1', 'person-p2', 'person-p3']) say(person, true);
    expect(figures(scene).plane).toBeNull();
    say('person-p4', true);
    expect(figures(scene).plane).not.toBeNull();
    say('person-p1', false);
    expect(figures(scene).plane).toBeNull();
  });

  it('the plane’s figures are those of the case', () => {
    const file = cases.newest('pair');
    if (file === null) throw new Error('no case');
    // Points of (buyer, seller) above 20 and 25: low/slow 40,25 middle/slow 20,50 low/fast 80,0 middle/fast 60,25 high/fast 30,50 …
    expect(frontierSurplus(file)).toContainEqual([60, 25]);
    expect(frontierSurplus(file)).not.toContainEqual([40, 25]);
    expect(nashSurplus(file)).toEqual([45, 37.5]); // 60 × 25 = 30 × 50: two tie, their mean stands
  });

  it('the fair package and priorities come from the case', () => {
    const file = cases.newest('pair');
    if (file === null) throw new Error('no case');
    expect(Object.keys(fairPackage(file) ?? {})).toEqual(['price', 'speed']);
    expect(file.simulation.roles.map((role) => prioritiesOf(file.simulation, role))).toEqual([
      ['price', 'speed'],
      ['price', 'speed'],
    ]);
  });
});

const person = (id: string): Holder => ({ kind: 'person', person: id });
const facilitator: Holder = { kind: 'facilitator' };
const link = (scene: Scene, hash: string, kind: LinkKind, by: Holder) =>
  scene.apply(decideLink(scene.state, { hash, kind }, by, scene.stamp()));
const exchange = (scene: Scene, linkHash: string, credentialHash: string) =>
  scene.apply(decideExchange(scene.state, { linkHash, credentialHash }, scene.stamp()));

describe('S60 a link that moves somebody works once, for 15 minutes', () => {
  it('once', () => {
    const scene = new Scene().joinMany(1);
    expect(link(scene, 'l', 'move', person('person-p1'))).toBeNull();
    expect(exchange(scene, 'l', 'c')).toBeNull();
    expect(holderOf(scene.state, 'c')).toEqual(person('person-p1'));
    expect(exchange(scene, 'l', 'd')).toBe('notAllowed');
  });

  it('not at the fifteenth minute, not after a newer one, not after its owner has gone', () => {
    const scene = new Scene().joinMany(1);
    link(scene, 'l', 'move', person('person-p1'));
    link(scene, 'newer', 'move', person('person-p1'));
    expect(exchange(scene, 'l', 'c')).toBe('notAllowed');
    scene.pass(15);
    expect(exchange(scene, 'newer', 'c')).toBe('notAllowed');
    link(scene, 'last', 'move', person('person-p1'));
    scene.ask({ type: 'removePerson', person: 'person-p1' });
    expect(exchange(scene, 'last', 'c')).toBe('notAllowed');
    expect(exchange(scene, 'never made', 'c')).toBe('notAllowed');
  });
});

describe('S61 a page is kept once the debrief is open, for those who sat at a table', () => {
  it('and as often as wanted', () => {
    const scene = settled(2);
    expect(link(scene, 'l', 'keep', person('person-p1'))).toBe('wrongPhase');
    scene.start('debrief');
    scene.join('late');
    expect(link(scene, 'm', 'keep', person('person-late'))).toBe('wrongPhase');
    expect(link(scene, 'l', 'keep', person('person-p1'))).toBeNull();
    scene.pass(1_000_000);
    expect(exchange(scene, 'l', 'c')).toBeNull();
    expect(exchange(scene, 'l', 'd')).toBeNull();
  });
});

describe('S62 facilitator and screen links hold until revoked', () => {
  it('only a facilitator makes them, and nobody makes another’s', () => {
    const scene = new Scene().joinMany(1);
    expect(link(scene, 'l', 'facilitator', person('person-p1'))).toBe('notAllowed');
    expect(link(scene, 'l', 'screen', { kind: 'screen' })).toBe('notAllowed');
    expect(link(scene, 'l', 'move', facilitator)).toBe('notAllowed');
  });

  it('revoking ends links and devices but the asker’s own', () => {
    const scene = new Scene().joinMany(1);
    link(scene, 'l', 'facilitator', facilitator);
    link(scene, 's', 'screen', facilitator);
    exchange(scene, 'l', 'tablet');
    exchange(scene, 's', 'projector');
    scene.pass(10_000);
    expect(exchange(scene, 'l', 'second')).toBeNull();
    const revoke = (credentialHash: string) =>
      scene.apply(decideRevoke(scene.state, { credentialHash, linkHash: 'new' }, scene.stamp()));
    expect(revoke('credential-p1')).toBe('notAllowed');
    expect(revoke('tablet')).toBeNull();
    const holders = ['facilitator-hash', 'tablet', 'second', 'projector', 'credential-p1'].map(
      (hash) => holderOf(scene.state, hash)?.kind,
    );
    expect(holders).toEqual([undefined, 'facilitator', undefined, undefined, 'person']);
    expect(exchange(scene, 'l', 'x')).toBe('notAllowed');
    expect(exchange(scene, 's', 'x')).toBe('notAllowed');
    expect(exchange(scene, 'new', 'x')).toBeNull();
  });
});
