// Properties of every view: events fold to the view, unseen facts leave no trace, nothing leaves that may not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSessionView } from '../protocol/fold-session-view.ts';
import {
  type SessionView,
  type SessionViewer,
  sessionViewEventSchema,
  sessionViewSchema,
} from '../protocol/session-view.ts';
import { canary, cases } from './case.fixture.ts';
import type { SessionFact } from './facts.ts';
import { upcast } from './facts.ts';
import { fold } from './fold.ts';
import { played, scripts } from './play.fixture.ts';
import { projectSession } from './project.ts';
import { projectSessionFact, whoSees } from './project-fact.ts';
import { findPerson } from './queries.ts';
import { Scene } from './scene.fixture.ts';
import type { SessionState } from './state.ts';

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
    // Whoever is not named as one who may see it is not asked.
    if (events.length > 0) expect(whoSees(fact) ?? [viewer], fact.type).toContainEqual(viewer);
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
