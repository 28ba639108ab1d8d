// Properties of every view: events fold to the view, unseen facts leave no trace, nothing leaves that may not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseKinds } from '../../simulations/schema.ts';
import type { Decision } from '../protocol/decision.ts';
import { foldSessionView } from '../protocol/fold-session-view.ts';
import { debriefSteps, type PhaseKind } from '../protocol/phases.ts';
import {
  type SessionView,
  type SessionViewer,
  sessionViewEventSchema,
  sessionViewSchema,
} from '../protocol/session-view.ts';
import { decideDeadline, decideOutage } from './decide-deadline.ts';
import { decideExchange, decideLink, decideRevoke } from './decide-link.ts';
import { decideErase } from './decide-person.ts';
import { decideTableReport } from './decide-report.ts';
import type { SessionFact } from './facts.ts';
import { upcast } from './facts.ts';
import { canary, cases } from './fixture-case.ts';
import { Scene, setupOf } from './fixture-scene.ts';
import { fold } from './fold.ts';
import { projectSession } from './project.ts';
import { projectSessionFact } from './project-fact.ts';
import { findPerson } from './queries.ts';
import type { SessionState } from './state.ts';

/** One try at something, from three small numbers; most are refused, which is part of the play. */
type Move = (scene: Scene, one: number, other: number) => unknown;

const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)];
const anyone = (scene: Scene, index: number) => pick(scene.state.people, index)?.person ?? 'person-nobody';
const anyTable = (scene: Scene, index: number) => pick(scene.state.rounds.at(-1)?.tables ?? [], index);
const anyTableId = (scene: Scene, index: number) => anyTable(scene, index)?.tableId ?? 'table-nowhere';
const decided = (scene: Scene, decision: Decision<SessionFact>) => scene.apply(decision);

const moves: Move[] = [
  (scene, one, other) =>
    scene.join(`p${one}`, { department: `d${other % 3}`, place: other % 2 ? 'room' : 'elsewhere' }),
  (scene, one, other) => scene.join(`p${one}${other}`, { place: 'room', device: one % 4 !== 0 }),
  (scene, one) => scene.ask({ type: 'addPerson', name: `added ${one}`, department: null, language: 'en' }),
  (scene, one, other) => scene.ask({ type: 'renamePerson', person: anyone(scene, one), name: `n${other}` }),
  (scene, one) => scene.ask({ type: 'removePerson', person: anyone(scene, one) }),
  (scene, one, other) =>
    scene.ask({ type: 'setPlace', person: anyone(scene, one), place: other % 2 ? 'room' : 'elsewhere' }),
  (scene, one) => scene.ask({ type: 'changeSetup', setup: setupOf(one % 2 ? 'pair' : 'trio') }),
  (scene, one, other) =>
    scene.seat({
      mix: one % 2 ? 'random' : 'departments',
      oddAs: other % 2 ? 'observer' : 'secondHolder',
      pairs: one % 3 ? 'new' : 'swapRoles',
    }),
  (scene, one, other) =>
    scene.ask({ type: 'setTalk', tableId: anyTableId(scene, one), talk: other % 2 ? 'voice' : 'chat' }),
  (scene, one, other) =>
    scene.ask({
      type: 'offerChair',
      person: anyone(scene, one),
      tableId: anyTableId(scene, other),
      chair: one % 2 ? { kind: 'observer' } : { kind: 'seat', role: anyTable(scene, other)?.seats[0]?.role ?? 'x' },
    }),
  (scene, one) => scene.person(anyone(scene, one), { type: 'takeChair' }),
  (scene, one) => scene.person(anyone(scene, one), { type: 'clearRules' }),
  (scene, one, other) =>
    scene.person(anyone(scene, one), { type: 'changeMe', language: other % 2 ? 'nl' : 'en', place: 'room' }),
  (scene, one, other) => (other % 4 === 0 ? scene.person(anyone(scene, one), { type: 'leave' }) : null),
  (scene, one) => scene.start(pick(phaseKinds, one) as PhaseKind),
  (scene) => scene.ask({ type: 'endPhase' }),
  (scene, one, other) => scene.ask({ type: 'pause', tableId: other % 2 ? null : anyTableId(scene, one) }),
  (scene, one, other) => scene.ask({ type: 'resume', tableId: other % 2 ? null : anyTableId(scene, one) }),
  (scene, one) => scene.ask({ type: 'addTime', minutes: 1 + (one % 5) }),
  (scene, one, other) =>
    scene.ask({ type: 'answerCall', tableId: anyTableId(scene, one), person: anyone(scene, other) }),
  (scene, one, other) =>
    scene.ask({
      type: 'recordResult',
      tableId: anyTableId(scene, one),
      package: other % 2 ? null : { price: 'low', speed: 'fast' },
    }),
  (scene, one, other) => settleOne(scene, one, other),
  (scene) => (scene.state.rounds.length > 0 ? scene.settleAll() : null),
  (scene, one, other) => {
    const tableId = anyTableId(scene, one);
    const person = pick(anyTable(scene, one)?.seats.flatMap(({ holders }) => holders) ?? [], other) ?? 'x';
    return decided(
      scene,
      decideTableReport(
        scene.state,
        { type: 'reportPlaneConsent', tableId, person, agree: other % 3 !== 0 },
        scene.stamp(),
      ),
    );
  },
  (scene, one) => scene.ask({ type: 'openDebriefStep', step: pick(debriefSteps, one) ?? 'talk' }),
  (scene) => scene.ask({ type: 'nextRound' }),
  (scene, one) => scene.pass(one % 10),
  (scene) => decided(scene, decideDeadline(scene.state, 'phase', scene.stamp())),
  (scene, one) => decided(scene, decideOutage(scene.state, one * 1000, scene.stamp())),
  (scene, one, other) =>
    decided(
      scene,
      decideLink(
        scene.state,
        { hash: `link-${one}-${other}`, kind: one % 2 ? 'move' : 'keep' },
        { kind: 'person', person: anyone(scene, one) },
        scene.stamp(),
      ),
    ),
  (scene, one, other) =>
    decided(
      scene,
      decideLink(scene.state, { hash: `link-${one}-${other}`, kind: 'screen' }, { kind: 'facilitator' }, scene.stamp()),
    ),
  (scene, one, other) =>
    decided(
      scene,
      decideExchange(
        scene.state,
        { linkHash: `link-${one}-${other}`, credentialHash: `cred-${scene.facts.length}` },
        scene.stamp(),
      ),
    ),
  (scene, one) =>
    one % 5
      ? null
      : decided(
          scene,
          decideRevoke(
            scene.state,
            { credentialHash: 'facilitator-hash', linkHash: `new-${scene.facts.length}` },
            scene.stamp(),
          ),
        ),
  (scene, one, other) =>
    other % 5 ? null : decided(scene, decideErase(scene.state, anyone(scene, one), scene.stamp())),
];

/** What a facilitator would do next, so that plays get through whole rounds. */
function goOn(scene: Scene, one: number, other: number): unknown {
  const round = scene.state.rounds.at(-1);
  if (round === undefined || round.closed)
    return scene.seat({ pairs: one % 2 ? 'new' : 'swapRoles', oddAs: other % 2 ? 'observer' : 'secondHolder' });
  if (round.phase?.kind === 'bargain' && round.tables.some(({ settled }) => settled === null))
    return settleOne(scene, one, other);
  if (round.phase?.kind !== 'debrief') return startNext(scene);
  const step = pick(debriefSteps, Math.max(-1, ...round.steps.map((opened) => debriefSteps.indexOf(opened.step))) + 1);
  return step === 'yourself' && round.steps.length > 0
    ? scene.ask({ type: 'nextRound' })
    : scene.ask({ type: 'openDebriefStep', step: one % 3 || step === undefined ? (step ?? 'takeaway') : 'allTables' });
}

function startNext(scene: Scene): unknown {
  const at = scene.round.phase?.index ?? -1;
  const next = scene.round.setup.phases.slice(at + 1).find(({ kind }) => kind !== 'sign');
  return next ? scene.start(next.kind) : null;
}

function settleOne(scene: Scene, one: number, other: number): void {
  const table = anyTable(scene, one);
  if (table === undefined) return;
  if (other % 3 === 0)
    scene.settle(table, { agreed: false, why: 'timeUp', package: null, created: null, surplusPoints: null });
  else scene.settle(table, { created: other / 10, belowAlternative: other % 5 === 0 });
}

/** A play that gets somewhere: a class, a round, then whatever comes. */
function played(script: readonly (readonly [number, number, number])[], people: number): Scene {
  const scene = new Scene();
  for (let index = 0; index < people; index += 1)
    scene.join(`first ${index}`, { department: `d${index % 3}`, place: index % 4 ? 'room' : 'elsewhere' });
  for (const [move, one, other] of script) {
    const before = scene.last;
    (move < 0 ? goOn : moves[move])?.(scene, one, other);
    if (scene.last !== before) expectSoundDecision(scene);
  }
  return scene;
}

/** What every accepted decision keeps: one command for a table at most, and a fact behind each. */
function expectSoundDecision(scene: Scene): void {
  const targets = (scene.last.outbox ?? []).map(({ to }) => JSON.stringify(to));
  expect(new Set(targets).size).toBe(targets.length);
  if (targets.length > 0) expect(scene.last.facts.length).toBeGreaterThan(0);
}

const anyMove = fc.oneof({ weight: 2, arbitrary: fc.constant(-1) }, { weight: 3, arbitrary: fc.nat(moves.length - 1) });
const scripts = fc.array(fc.tuple(anyMove, fc.nat(11), fc.nat(11)), { minLength: 30, maxLength: 110, size: 'max' });
const viewersOf = (state: SessionState): SessionViewer[] => [
  { kind: 'facilitator' },
  { kind: 'screen' },
  ...state.people.slice(0, 6).map(({ person }): SessionViewer => ({ kind: 'person', person })),
];
const runs = { numRuns: 120 };

describe('S40 folding what a viewer was sent gives what that viewer may see', () => {
  it('after every fact, for every viewer', () => {
    fc.assert(
      fc.property(scripts, fc.integer({ min: 0, max: 9 }), (script, people) => {
        const scene = played(script, people);
        for (const viewer of viewersOf(scene.state)) expectFoldsLikeProjection(scene.facts, viewer);
      }),
      runs,
    );
  });
});

function expectFoldsLikeProjection(facts: readonly SessionFact[], viewer: SessionViewer): void {
  let state: SessionState | null = null;
  let view: SessionView | null = null;
  for (const fact of facts) {
    const before: SessionState | null = state;
    const after: SessionState = fold(before, upcast(JSON.parse(JSON.stringify(fact))));
    const events = projectSessionFact(before, after, fact, cases, viewer);
    for (const event of events) view = foldSessionView(view, event);
    state = after;
    const joined = viewer.kind !== 'person' || findPerson(after, viewer.person) !== null;
    expect(view, fact.type).toEqual(joined ? projectSession(after, cases, viewer) : null);
  }
}

describe('S41 what a viewer may not see changes nothing that this viewer can observe', () => {
  it('no event says what was there already, and every event has its shape', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const scene = played(script, 6);
        for (const viewer of viewersOf(scene.state)) expectNoEcho(scene.facts, viewer);
      }),
      { numRuns: 40 },
    );
  });

  it('a person gets the same frames whether or not others did what concerns only them', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { facts } = played(script, 6);
        const me = 'person-first 0';
        const framesWith = framesFor(facts, me);
        const framesWithout = framesFor(
          facts.filter((fact) => !privateToOthers(fact, me)),
          me,
        );
        expect(framesWith).toBe(framesWithout);
      }),
      { numRuns: 60 },
    );
  });
});

function expectNoEcho(facts: readonly SessionFact[], viewer: SessionViewer): void {
  let state: SessionState | null = null;
  let view: SessionView | null = null;
  for (const fact of facts) {
    const after: SessionState = fold(state, fact);
    for (const event of projectSessionFact(state, after, fact, cases, viewer)) {
      sessionViewEventSchema.parse(event);
      const next: SessionView | null = foldSessionView(view, event);
      // A new name stands under the same reference: that row does go out again.
      if (fact.type !== 'personRenamed' && fact.type !== 'personErased')
        expect(JSON.stringify(next)).not.toBe(JSON.stringify(view));
      view = next;
    }
    state = after;
  }
  if (view) sessionViewSchema.parse(view);
}

const privateToOthers = (fact: SessionFact, me: string): boolean =>
  [
    'credentialIssued',
    'linkMade',
    'linkUsed',
    'planeConsentGiven',
    'callAnswered',
    'tablePaused',
    'tableResumed',
  ].includes(fact.type) ||
  (['personJoined', 'personRenamed', 'personChanged', 'rulesCleared'].includes(fact.type) &&
    'person' in fact &&
    fact.person !== me);

function framesFor(facts: readonly SessionFact[], person: string): string {
  let state: SessionState | null = null;
  const frames: unknown[] = [];
  for (const fact of facts) {
    const after: SessionState = fold(state, fact);
    frames.push(...projectSessionFact(state, after, fact, cases, { kind: 'person', person }));
    state = after;
  }
  return JSON.stringify(frames);
}

describe('S42 nothing of another person or role leaves the session', () => {
  it('confidential texts, names, departments, other people, consents and credentials stay here', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const scene = played(script, 6);
        const { facts, state } = scene;
        for (const viewer of viewersOf(state)) expectSecret(facts, state, viewer);
      }),
      { numRuns: 40 },
    );
  });

  it('the search can fail: a facilitator sees people, and interests once their step is open', () => {
    const scene = new Scene().joinMany(2);
    scene.seat();
    scene.start('bargain');
    scene.settleAll().start('debrief');
    expect(JSON.stringify(projectSession(scene.state, cases, { kind: 'facilitator' }))).not.toContain(canary);
    scene.ask({ type: 'openDebriefStep', step: 'interests' });
    const console = JSON.stringify(projectSession(scene.state, cases, { kind: 'facilitator' }));
    expect(console).toContain('name:person-p1');
    expect(console).toContain(`${canary} interest`);
    expect(console).not.toContain(`${canary} brief`);
  });
});

function expectSecret(facts: readonly SessionFact[], state: SessionState, viewer: SessionViewer): void {
  const text =
    viewer.kind === 'person' ? framesFor(facts, viewer.person) : JSON.stringify(projectSession(state, cases, viewer));
  const opened = state.rounds.some(({ steps }) => steps.some(({ step }) => step === 'interests'));
  if (viewer.kind === 'person' || !opened) expect(text).not.toContain(canary);
  for (const part of ['brief', 'who', 'alternative']) expect(text).not.toContain(`${canary} ${part}`);
  expect(text).not.toMatch(/credential|hash-|link-|Consent|reservation|"points"|nameKey/);
  if (viewer.kind === 'screen') expect(text).not.toMatch(/person-|name:|dept:/);
  if (viewer.kind === 'person') {
    for (const { person } of state.people) if (person !== viewer.person) expect(text).not.toContain(`"${person}"`);
    const refs = [...text.matchAll(/"(?:name|dept):([^"]+)"/g)].map(([, person]) => person);
    expect(refs.every((person) => person === viewer.person)).toBe(true);
  }
}
