// Random plays of a session for property tests: joins, seatings, phases, clocks, links, in any order. Only tests use this.
import fc from 'fast-check';
import { expect } from 'vitest';
import { phaseKinds } from '../../simulations/schema.ts';
import type { Decision } from '../protocol/decision.ts';
import { debriefSteps, type PhaseKind } from '../protocol/phases.ts';
import { decideDeadline, decideOutage } from './decide-deadline.ts';
import { decideExchange, decideLink, decideRevoke } from './decide-link.ts';
import { decideErase } from './decide-person.ts';
import { decideTableReport } from './decide-report.ts';
import type { SessionFact } from './facts.ts';
import { Scene, setupOf } from './scene.fixture.ts';

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
  lateComer,
  lateComer,
  (scene, one) => scene.person(anyone(scene, one), { type: 'takeChair' }),
  (scene, one) => scene.person(anyone(scene, one), { type: 'clearRules' }),
  (scene, one, other) =>
    scene.person(anyone(scene, one), { type: 'changeMe', language: other % 2 ? 'nl' : 'en', place: 'room' }),
  (scene, one, other) => (other % 4 === 0 ? scene.person(anyone(scene, one), { type: 'leave' }) : null),
  (scene, one) => scene.start(pick(phaseKinds, one) as PhaseKind),
  (scene) => scene.ask({ type: 'endPhase' }),
  (scene, one, other) => scene.ask({ type: 'pause', tableId: other % 2 ? null : anyTableId(scene, one) }),
  (scene, _one, other) =>
    scene.ask({
      type: 'resume',
      tableId: other % 3 ? (scene.state.rounds.at(-1)?.tables.find(({ paused }) => paused)?.tableId ?? null) : null,
    }),
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

/** Somebody joins, is offered a chair wherever there is one, and mostly takes it. */
function lateComer(scene: Scene, one: number, other: number): unknown {
  scene.join(`late ${one}`, { device: other % 4 !== 0 });
  const person = scene.state.people.at(-1)?.person ?? 'person-nobody';
  const chair =
    one % 2
      ? { kind: 'observer' as const }
      : { kind: 'seat' as const, role: anyTable(scene, other)?.seats[1]?.role ?? 'x' };
  scene.ask({ type: 'offerChair', person, tableId: anyTableId(scene, other), chair });
  return other % 3 === 0 ? null : scene.person(person, { type: 'takeChair' });
}

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
export function played(script: readonly (readonly [number, number, number])[], people: number): Scene {
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
export const scripts = fc.array(fc.tuple(anyMove, fc.nat(11), fc.nat(11)), {
  minLength: 30,
  maxLength: 110,
  size: 'max',
});
