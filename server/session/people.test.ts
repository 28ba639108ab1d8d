// Who is here: hosting, joining, names, leaving, erasing. Given a session, when somebody asks, then facts or a clear no.
import { describe, expect, it } from 'vitest';
import { cases } from './case.fixture.ts';
import { decideHost } from './decide-host.ts';
import { mostPresent } from './decide-join.ts';
import { decideErase } from './decide-person.ts';
import { fingerprint, readable } from './fingerprint.ts';
import { holderOf, peopleOf, tableOf, tablesToDelete } from './queries.ts';
import { Scene, setupOf } from './scene.fixture.ts';

const hosting = { sessionId: 's', code: '1', credentialHash: 'h' };
const stamp = { now: 1, freshId: 'fresh-id-0001', seed: 1 };

describe('S1 a session opens with a case of the library and phases in order, bargaining among them', () => {
  const codeOf = (change: Partial<ReturnType<typeof setupOf>>) => {
    const decision = decideHost({ ...setupOf(), ...change }, hosting, cases, stamp);
    return decision.ok ? null : `${decision.rejection.code} ${decision.rejection.field}`;
  };
  const phase = (kind: 'read' | 'bargain' | 'debrief') => ({ kind, minutes: 5, grouping: 'table' as const });

  it('refuses what cannot be played', () => {
    expect(codeOf({ simulation: 'unknown' })).toBe('unknownSimulation setup.simulation');
    expect(codeOf({ phases: [phase('bargain'), phase('read')] })).toBe('malformed setup.phases');
    expect(codeOf({ phases: [phase('bargain'), phase('bargain')] })).toBe('malformed setup.phases');
    expect(codeOf({ phases: [phase('read'), phase('debrief')] })).toBe('malformed setup.phases');
    expect(codeOf({ phases: [phase('bargain')] })).toBeNull();
  });

  it('claims the code and the first credential', () => {
    const decision = decideHost(setupOf(), hosting, cases, stamp);
    expect(decision.ok && decision.accepted.unique?.claim).toEqual([
      { kind: 'code', key: '1', value: 's' },
      { kind: 'credential', key: 'h', value: 's' },
    ]);
    expect(holderOf(new Scene().state, 'facilitator-hash')).toEqual({ kind: 'facilitator' });
  });
});

describe('S2 a name is unique among people who are here, as a reader reads it', () => {
  it.each(['Anna', 'anna', ' ANNA ', 'A\u200bnna', 'Ａｎｎａ', 'Anna\u3164'])(
    '%j is taken once Anna is here',
    (name) => {
      const scene = new Scene();
      scene.join('Anna');
      expect(scene.join(name)).toBe('nameTaken');
      expect(peopleOf(scene.state)).toHaveLength(1);
    },
  );

  it('another name is not, a space within counts, and a name is free again once its bearer has gone', () => {
    const scene = new Scene();
    scene.join('Anna');
    expect(scene.join('An na')).toBeNull();
    expect(scene.join('Anne')).toBeNull();
    scene.ask({ type: 'removePerson', person: 'person-Anna' });
    expect(scene.join('anna')).toBeNull();
  });

  it.each(['', '   ', '\u200b\u2060', '\u3164', '\u2800'])('%j is no name', (name) => {
    expect(new Scene().join(name)).toBe('nameMissing');
  });

  it('renaming keeps the rule, and may change only the case of one’s own', () => {
    const scene = new Scene().joinMany(2);
    expect(scene.ask({ type: 'renamePerson', person: 'person-p1', name: 'P2' })).toBe('nameTaken');
    expect(scene.ask({ type: 'renamePerson', person: 'person-p1', name: 'P1' })).toBeNull();
    expect(scene.last.texts).toEqual([{ ref: 'name:person-p1', author: 'person-p1', text: 'P1' }]);
    expect(scene.ask({ type: 'renamePerson', person: 'nobody', name: 'X' })).toBe('unknownPerson');
  });

  it('fingerprints differ between sessions', () => {
    expect(fingerprint('one', 'Anna')).not.toBe(fingerprint('two', 'Anna'));
    expect(readable('Straße')).toBe(readable('STRASSE'));
  });
});

describe('S17 a session holds so many people at once', () => {
  it('nobody joins or is added beyond, and whoever goes makes room', () => {
    const scene = new Scene().joinMany(mostPresent);
    expect(scene.join('one more')).toBe('sessionFull');
    const adding = { type: 'addPerson', name: 'by hand', department: null, language: 'nl' } as const;
    expect(scene.ask(adding)).toBe('sessionFull');
    // A name that is taken is said first: that one can be mended by whoever typed it.
    expect(scene.join('p1')).toBe('nameTaken');
    scene.ask({ type: 'removePerson', person: 'person-p1' });
    expect(scene.join('one more')).toBeNull();
    expect(scene.join('another')).toBe('sessionFull');
  });
});

describe('S3 facts hold no name and no department', () => {
  it('they lie beside the journal, with their author', () => {
    const scene = new Scene();
    scene.join('Zebedeus', { department: 'Inkoopafdeling' });
    expect(JSON.stringify(scene.facts)).not.toMatch(/Inkoop|"Zebedeus|: ?"Zebedeus"/);
    expect(scene.last.texts).toEqual([
      { ref: 'name:person-Zebedeus', author: 'person-Zebedeus', text: 'Zebedeus' },
      { ref: 'dept:person-Zebedeus', author: 'person-Zebedeus', text: 'Inkoopafdeling' },
    ]);
  });
});

describe('S4 whoever goes loses every credential and link, and their chair at a table at work', () => {
  it.each(['removed', 'leaves', 'erased'] as const)('when somebody is %s', (how) => {
    const scene = new Scene().joinMany(4);
    scene.seat();
    const { tableId } = scene.table();
    const person = scene.table().seats[0]?.holders[0] ?? '';
    const credential = person.replace('person-', 'credential-');
    expect(holderOf(scene.state, credential)).toEqual({ kind: 'person', person });
    if (how === 'removed') scene.ask({ type: 'removePerson', person });
    if (how === 'leaves') scene.person(person, { type: 'leave' });
    if (how === 'erased') scene.apply(decideErase(scene.state, person, scene.stamp()));
    expect(holderOf(scene.state, credential)).toBeNull();
    expect(scene.last.unique?.release).toContainEqual({ kind: 'credential', key: credential });
    expect(tableOf(scene.state, person)).toBeNull();
    expect(scene.told(tableId)).toMatchObject([{ type: 'changePeople', seats: [{ holders: [] }, {}] }]);
    expect(scene.person(person, { type: 'clearRules' })).toBe('notAllowed');
  });

  it('at a settled table the record stays', () => {
    const scene = new Scene().joinMany(2);
    scene.seat();
    scene.start('bargain');
    scene.settleAll();
    scene.ask({ type: 'removePerson', person: 'person-p1' });
    expect(tableOf(scene.state, 'person-p1')).toBe(scene.table().tableId);
    expect(scene.last.outbox).toEqual([]);
    expect(scene.ask({ type: 'removePerson', person: 'person-p1' })).toBe('alreadyDone');
  });

  it('erasing twice changes nothing, and forgets the fingerprints', () => {
    const scene = new Scene().joinMany(1);
    scene.ask({ type: 'removePerson', person: 'person-p1' });
    scene.apply(decideErase(scene.state, 'person-p1', scene.stamp()));
    expect(scene.state.people[0]).toMatchObject({ nameKey: null, departmentKey: null, gone: true });
    scene.apply(decideErase(scene.state, 'person-p1', scene.stamp()));
    expect(scene.last.facts).toEqual([]);
  });
});

describe('S5 a new name reaches the table', () => {
  it('in the same decision', () => {
    const scene = new Scene().joinMany(2);
    scene.seat();
    scene.ask({ type: 'renamePerson', person: 'person-p1', name: 'Someone else' });
    expect(scene.told(scene.table().tableId)).toMatchObject([{ type: 'changePeople' }]);
  });
});

describe('S18 what somebody chose later about themselves stands, whichever comes first', () => {
  const english = { type: 'changeMe', language: 'en', place: 'elsewhere' } as const;
  const dutch = { type: 'changeMe', language: 'nl', place: 'elsewhere' } as const;
  const scene = () => new Scene().joinMany(1).pass(10);
  const languageOf = ({ state }: Scene) => state.people[0]?.language;

  it('an earlier choice that waited elsewhere is refused, and a later one taken', () => {
    const one = scene();
    expect(one.person('person-p1', english, one.now - 1000)).toBeNull();
    expect(one.person('person-p1', dutch, one.now - 2000)).toBe('superseded');
    expect(languageOf(one)).toBe('en');
    expect(one.person('person-p1', dutch, one.now - 500)).toBeNull();
    expect(languageOf(one)).toBe('nl');
  });

  it('also where the facilitator chose the place since; who does not say when chooses now', () => {
    const one = scene();
    one.ask({ type: 'setPlace', person: 'person-p1', place: 'elsewhere' });
    expect(one.person('person-p1', { ...dutch, place: 'room' }, one.now - 1)).toBe('superseded');
    expect(one.person('person-p1', { ...dutch, place: 'room' })).toBeNull();
    expect(one.state.people[0]?.place).toBe('room');
  });

  it('and nobody is kept from choosing where the store’s clock was put back since', () => {
    const one = scene();
    one.person('person-p1', english);
    one.now -= 500_000;
    expect(one.person('person-p1', dutch, one.now - 10)).toBeNull();
    expect(languageOf(one)).toBe('nl');
  });
});

describe('S6 the case and phases change only before or between rounds', () => {
  it('and the round under way keeps its own', () => {
    const scene = new Scene().joinMany(6);
    expect(scene.ask({ type: 'changeSetup', setup: setupOf('trio') })).toBeNull();
    scene.seat();
    expect(scene.round.tables).toHaveLength(2);
    expect(scene.ask({ type: 'changeSetup', setup: setupOf() })).toBe('roundRunning');
    scene.start('bargain');
    scene.settleAll().ask({ type: 'nextRound' });
    expect(scene.ask({ type: 'changeSetup', setup: setupOf('nowhere') })).toBe('unknownSimulation');
    expect(scene.ask({ type: 'changeSetup', setup: setupOf() })).toBeNull();
    expect(scene.round.setup.simulation).toBe('trio');
  });
});

describe('S7 a session that is deleted', () => {
  it('names every table to delete, void ones too', () => {
    const scene = new Scene().joinMany(4);
    scene.seat();
    scene.seat();
    expect(tablesToDelete(scene.state)).toHaveLength(4);
  });
});
