// A table to play with in tests: asks, deliveries and a clock that tests turn by hand. Everything accepted is folded and kept.
import type { CaseFile } from '../protocol/case-file.ts';
import type { Decision } from '../protocol/decision.ts';
import type { Delivery, SettledReport, TableDelivery } from '../protocol/delivery.ts';
import type { PhaseKind } from '../protocol/phases.ts';
import type { RejectionCode } from '../protocol/rejection.ts';
import type { TableCommand } from '../protocol/table-commands.ts';
import type { TableView, TableViewer } from '../protocol/table-view.ts';
import type { NamedPerson } from '../protocol/words.ts';
import { twoRoleCase } from './case.fixture.ts';
import { impossible } from './conclude.ts';
import { decideDeadline, decideDelivery, decideTable } from './decide.ts';
import type { TableFact } from './facts.ts';
import { fold } from './fold.ts';
import { projectTable } from './project.ts';
import type { TableState } from './state.ts';
import { viewerFor } from './viewer.ts';

export const minute = 60_000;
export const graceMs = 3 * minute;

export const person = (id: string, device = true): NamedPerson => ({ person: id, name: { ref: `name:${id}` }, device });

type Opening = Extract<TableDelivery, { type: 'openTable' }>;

/** One holder a role, named after it, and an observer. */
export const opening = (caseFile: CaseFile, changed: Partial<Opening> = {}): Opening => ({
  type: 'openTable',
  tableId: 'table-0001',
  sessionId: 'session-0001',
  label: 1,
  round: 1,
  simulation: { id: caseFile.simulation.id, hash: caseFile.hash },
  talk: 'chat',
  ownPoints: 'always',
  roundScore: null,
  graceMs,
  seats: caseFile.simulation.roles.map(({ id }) => ({ role: id, holders: [person(id)] })),
  observers: [person('watcher')],
  effectiveAt: 0,
  ...changed,
});

export type Happened = { before: TableState | null; after: TableState; fact: TableFact };

export class Played {
  readonly caseFile: CaseFile;
  now = 0;
  current: TableState | null = null;
  readonly happened: Happened[] = [];
  readonly dueTimes = new Map<string, number>();
  readonly outbox: Delivery[] = [];
  private made = 0;
  private version = 0;

  constructor(caseFile: CaseFile) {
    this.caseFile = caseFile;
  }

  get state(): TableState {
    if (this.current === null) throw new Error('not open yet');
    return this.current;
  }

  get reports(): SettledReport[] {
    return this.outbox.flatMap(({ command }) => (command.type === 'reportSettled' ? [command.report] : []));
  }

  /** A fresh stamp. */
  private stamp(writtenAt?: number) {
    this.made += 1;
    return { now: this.now, freshId: `fresh-${String(this.made).padStart(4, '0')}`, seed: this.made, writtenAt };
  }

  /** `writtenAt`: as whoever asks says. */
  ask(who: string, command: TableCommand, writtenAt?: number): Decision<TableFact> {
    const stamp = this.stamp(writtenAt);
    return this.take(decideTable(this.state, this.caseFile, viewerFor(this.state, who), command, stamp));
  }

  /** A session's delivery, the next in order unless told otherwise, effective now unless it says otherwise. */
  deliver(delivery: TableDelivery, order = { version: this.version + 1, index: 0 }): Decision<TableFact> {
    this.version = Math.max(this.version, order.version);
    return this.take(decideDelivery(this.current, this.caseFile, delivery, order, this.stamp()));
  }

  due(id: string): Decision<TableFact> {
    return this.take(decideDeadline(this.state, this.caseFile, id, this.stamp()));
  }

  phase(kind: PhaseKind, minutes: number | null = null): this {
    const index = (this.state.phase?.index ?? -1) + 1;
    const deadline = minutes === null ? null : this.now + minutes * minute;
    this.deliver({ type: 'startPhase', index, kind, deadline, effectiveAt: this.now });
    return this;
  }

  view(who: string | TableViewer): TableView {
    const viewer = typeof who === 'string' ? viewerFor(this.state, who) : who;
    if (!viewer) throw new Error('nobody');
    return projectTable(this.state, this.caseFile, viewer);
  }

  private take(decision: Decision<TableFact>): Decision<TableFact> {
    if (!decision.ok) {
      if (decision.rejection.message === impossible) throw new Error('a decider let through what the machine refuses');
      return decision;
    }
    for (const fact of decision.accepted.facts) {
      const before = this.current;
      this.current = fold(before, fact);
      this.happened.push({ before, after: this.current, fact });
    }
    for (const { id, at } of decision.accepted.dueTimes ?? []) {
      if (at === null) this.dueTimes.delete(id);
      else this.dueTimes.set(id, at);
    }
    this.outbox.push(...(decision.accepted.outbox ?? []));
    return decision;
  }
}

/** A table at work: open, and in bargaining for twenty minutes unless another phase is named. */
export function tableAt(
  phase: PhaseKind | null = 'bargain',
  changed: Partial<Opening> = {},
  caseFile = twoRoleCase,
): Played {
  const played = new Played(caseFile);
  played.deliver(opening(caseFile, changed));
  return phase === null ? played : played.phase(phase, 20);
}

/** What was made, or a failure that says why not. */
export function made(decision: Decision<TableFact>): string {
  if (!decision.ok) throw new Error(`refused: ${decision.rejection.code}`);
  if (decision.accepted.id === undefined) throw new Error('nothing was made');
  return decision.accepted.id;
}

export const refusal = (decision: Decision<TableFact>): { code: RejectionCode; field?: string | undefined } | null =>
  decision.ok ? null : { code: decision.rejection.code, field: decision.rejection.field };
export const codeOf = (decision: Decision<TableFact>): RejectionCode | 'accepted' =>
  decision.ok ? 'accepted' : decision.rejection.code;
export const typesOf = (decision: Decision<TableFact>): string[] =>
  decision.ok ? decision.accepted.facts.map((fact) => fact.type) : [];

export const goodDeal = { price: 2, delivery: 'fast', support: 'none', start: 'now' };
export const poorDeal = { price: 2, delivery: 'normal', support: 'basic', start: 'later' };
export const trioDeal = { venue: 'park', date: 'june', budget: 'middle' };
export const offer = (settlement: Record<string, string | number>, beside = false): TableCommand => ({
  type: 'makeOffer',
  package: settlement,
  beside,
});
export const blankReflection = {
  scales: {
    outcomeContent: 5,
    outcomeInterests: null,
    selfPrepared: 4,
    selfCalm: null,
    processHeard: 6,
    processFair: 7,
    relationAgain: 7,
    relationTrust: null,
  },
  guess: [] as string[],
  note: null as string | null,
};
