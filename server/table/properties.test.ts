// Whatever happens at a table, for every viewer: folding projected facts = projecting folded facts, what does not concern
// somebody changes nothing for them, and nothing confidential crosses.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldTableView } from '../protocol/fold-table-view.ts';
import { type TableView, type TableViewer, tableViewEventSchema, tableViewSchema } from '../protocol/table-view.ts';
import { canariesOf, coalitionCase, threeRoleCase, twoRoleCase } from './case.fixture.ts';
import { factNames, upcast } from './facts.ts';
import { actsArbitrary, perform } from './play.fixture.ts';
import { projectTable, projectTableFact } from './project.ts';
import type { TableState } from './state.ts';
import { type Happened, opening, Played } from './table.fixture.ts';
import { viewerKey, viewersOf } from './viewer.ts';

const cases = { two: twoRoleCase, three: threeRoleCase, coalition: coalitionCase };
const scenario = fc.record({
  parties: fc.constantFrom('two' as const, 'three' as const, 'coalition' as const),
  talk: fc.constantFrom('chat' as const, 'chat' as const, 'voice' as const),
  ownPoints: fc.constantFrom('always' as const, 'preparation' as const, 'never' as const),
  roundScore: fc.constantFrom(null, { weight: 0.5 }),
  acts: actsArbitrary,
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

function play({ parties, talk, ownPoints, roundScore, acts }: Scenario): Played {
  const caseFile = cases[parties];
  const played = new Played(caseFile);
  played.deliver(opening(caseFile, { talk, ownPoints, roundScore }));
  played.deliver({ type: 'setTalk', talk: talk === 'chat' ? 'voice' : 'chat', effectiveAt: 0 });
  played.deliver({ type: 'setTalk', talk, effectiveAt: 0 });
  played.phase('read', 5).ask(caseFile.simulation.roles[0]?.id ?? '', { type: 'declareReady' });
  played.phase('bargain', 20);
  for (const act of acts) perform(played, act);
  return played;
}

type Scene = Happened & { viewer: TableViewer; view: TableView; events: readonly unknown[] };

/** Views of each viewer through all that happened, by folding events; calls back after every fact. */
function watch({ happened, caseFile, state }: Played, seen: (scene: Scene) => void): void {
  for (const viewer of viewersOf(state)) {
    let view: TableView | null = null;
    for (const { before, after, fact } of happened) {
      const events = projectTableFact(before, after, fact, caseFile, viewer);
      for (const event of events) view = foldTableView(view, event);
      if (view) seen({ before, after, fact, viewer, view, events });
    }
  }
}

/** Marks of a role: those that others may know by now, and those that they may not. */
function marksOf({ caseFile }: Played, state: TableState, role: string): { open: string[]; hidden: string[] } {
  const { texts, interests, points } = canariesOf(caseFile.simulation, role);
  const opened = state.debrief.some(({ step }) => step === 'interests');
  const told = (id: string) =>
    state.conversation.some((entry) => entry.kind === 'told' && entry.role === role && entry.interest === id);
  const ids = Object.keys(interests);
  const marks = (known: boolean) => ids.filter((id) => (opened || told(id)) === known).map((id) => interests[id] ?? '');
  return { open: marks(true), hidden: [...texts, ...points, ...marks(false)] };
}

const privateTypes = ['callAnswered', 'facilitatorAsked', 'reflectionSubmitted', 'wordWritten', 'planeConsentGiven'];

describe('whatever happens at a table', () => {
  const reached = new Set<string>();
  it('folding projected facts = projecting folded facts, and what is invisible changes no byte', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const played = play(drawn);
        watch(played, ({ before, after, fact, viewer, view, events }) => {
          reached.add(fact.type);
          const whole = projectTable(after, played.caseFile, viewer);
          if (!isDeepStrictEqual(view, whole)) expect(view, `${fact.type} for ${viewerKey(viewer)}`).toEqual(whole);
          if (events.length === 0 && before)
            expect(JSON.stringify(whole)).toBe(JSON.stringify(projectTable(before, played.caseFile, viewer)));
          if (
            privateTypes.includes(fact.type) &&
            'person' in fact &&
            (viewer.kind === 'facilitator' || viewer.person !== fact.person)
          )
            expect(events).toEqual([]);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('and everything that can happen did happen to some table above', () => {
    expect(factNames.filter((type) => !reached.has(type))).toEqual([]);
  });

  it('T35 nothing confidential of a role crosses to another viewer before it is told or opened', () => {
    const found = new Set<string>();
    const search = (played: Played, role: string, { after, viewer, events }: Scene) => {
      const frame = JSON.stringify(events);
      const { open, hidden } = marksOf(played, after, role);
      const own = viewer.kind === 'seat' && viewer.role === role;
      for (const mark of (own ? [...hidden, ...open] : hidden).filter((each) => frame.includes(each))) {
        if (!own) expect.fail(`${mark} crossed to ${viewerKey(viewer)}`);
        found.add(mark);
      }
    };
    fc.assert(
      fc.property(scenario, (drawn) => {
        const played = play(drawn);
        watch(played, (scene) => {
          for (const { id } of played.caseFile.simulation.roles) search(played, id, scene);
        });
      }),
      { numRuns: 100 },
    );
    // The search can fail: every role did receive its own marks.
    for (const { simulation } of Object.values(cases))
      for (const { id } of simulation.roles) {
        const { texts, interests, points } = canariesOf(simulation, id);
        for (const mark of [...texts, ...Object.values(interests), ...points]) expect(found).toContain(mark);
      }
  });

  it('facts survive storage, views and events keep to the contract, and every deadline is a due time', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const played = play(drawn);
        for (const { fact } of played.happened)
          expect(upcast(JSON.parse(JSON.stringify(fact)))).toEqual({ ok: true, fact });
        watch(played, ({ events }) => {
          for (const event of events) tableViewEventSchema.parse(event);
        });
        for (const viewer of viewersOf(played.state))
          tableViewSchema.parse(projectTable(played.state, played.caseFile, viewer));
        const { state } = played;
        expect(played.reports).toHaveLength(state.outcome ? 1 : 0);
        if (state.outcome || state.paused) expect(played.dueTimes.size).toBe(0);
        else if (state.bargainingOver) expect([...played.dueTimes]).toEqual([['grace', state.graceDeadline]]);
      }),
      { numRuns: 60 },
    );
  });
});
