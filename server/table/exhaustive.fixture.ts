// Searches everything that can happen at a table, to a depth, breadth first: each new state once, every act in it.
// Stops at the first broken promise with the shortest way there.
import type { CaseFile } from '../protocol/case-file.ts';
import { lapsed } from './clock.ts';
import { decideDeadline, decideDelivery, decideTable } from './decide.ts';
import { type Act, actsOf, type Moment, type Rules } from './exhaustive-acts.fixture.ts';
import {
  BrokenPromise,
  countSignatures,
  keepsCourse,
  keepsOrders,
  keepsShape,
  keepsSignatures,
  type Signatures,
} from './exhaustive-promises.fixture.ts';
import { likeOrders, sameness } from './exhaustive-sameness.fixture.ts';
import { canAgree, endsByItself } from './exhaustive-ways.fixture.ts';
import { fold } from './fold.ts';
import { opening, tableAt } from './table.fixture.ts';

export const ownRules: Rules = { decideTable, decideDelivery, decideDeadline, fold };

type Reached = Moment & { signatures: Signatures; act: string; from: Reached | null };
export type Searched = {
  /** Different states, and acts tried in them. */
  states: number;
  acts: number;
  accepted: number;
  /** States by how the deal stands. */
  deals: Record<string, number>;
  factTypes: Set<string>;
  broken: { promise: string; message: string; way: string[] } | null;
};

/** An open table before anything, and one that bargains by each way of talking. */
function roots(rules: Rules, caseFile: CaseFile): Reached[] {
  const moments = [
    tableAt(null, {}, caseFile),
    tableAt('bargain', {}, caseFile),
    tableAt('bargain', { talk: 'voice' }, caseFile),
  ];
  return moments.map(({ state, now, happened }) => ({
    state: happened.reduce((current: Moment['state'] | null, { fact }) => rules.fold(current, fact), null) ?? state,
    ...{
      now,
      signatures: null,
      act: `${opening(caseFile).tableId}, ${state.talk}, ${state.phase?.kind ?? 'waiting'}`,
      from: null,
    },
  }));
}

function wayTo(reached: Reached | null): string[] {
  const way: string[] = [];
  for (let at = reached; at !== null; at = at.from) way.unshift(at.act);
  return way;
}

/** Frozen, so that a rule that changes a state in place fails. The machine's snapshot is the library's own. */
function frozen<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  for (const [key, part] of Object.entries(value)) if (key !== 'machine') frozen(part);
  return Object.freeze(value);
}

class Search {
  readonly found: Searched = { states: 0, acts: 0, accepted: 0, deals: {}, factTypes: new Set(), broken: null };
  private readonly seen = new Set<string>();
  private readonly orders: string[][];
  private readonly rules: Rules;
  private readonly caseFile: CaseFile;

  constructor(rules: Rules, caseFile: CaseFile) {
    this.rules = rules;
    this.caseFile = caseFile;
    this.orders = likeOrders(caseFile);
  }

  to(depth: number): Searched {
    let layer = this.fresh(roots(this.rules, this.caseFile));
    for (let deep = 0; deep < depth && layer.length > 0 && !this.found.broken; deep += 1)
      layer = this.fresh(layer.flatMap((reached) => (this.found.broken ? [] : this.after(reached))));
    return this.found;
  }

  private fresh(candidates: readonly Reached[]): Reached[] {
    return candidates.filter((reached) => {
      const word = sameness(reached, this.orders);
      if (this.seen.has(word) || this.found.broken) return false;
      this.seen.add(word);
      this.arrive(reached);
      return true;
    });
  }

  private arrive(reached: Reached): void {
    const { state, signatures } = reached;
    const { deal } = state.machine.value;
    this.found.states += 1;
    this.found.deals[deal] = (this.found.deals[deal] ?? 0) + 1;
    frozen(state);
    this.watched(reached, () => {
      keepsShape(state, signatures);
      endsByItself(this.rules, this.caseFile, reached);
      // Once time is up only an agreement that waits can be signed, and not beyond its own time.
      if (state.outcome === null && lapsed(state, reached.now).length === 0)
        canAgree(this.rules, this.caseFile, reached);
    });
  }

  private after(reached: Reached): Reached[] {
    return actsOf(reached, this.caseFile).flatMap((act) => {
      this.found.acts += 1;
      const next = this.watched(reached, () => this.step(reached, act), act.name);
      return next ? [next] : [];
    });
  }

  private step(from: Reached, act: Act): Reached | null {
    const decision = act.decide(this.rules);
    if (!decision.ok) return null;
    if (decision.accepted.facts.length === 0 && act.by !== 'time') {
      keepsOrders(act, from.state, from.state);
      return null;
    }
    this.found.accepted += 1;
    const { facts } = decision.accepted;
    for (const { type } of facts) this.found.factTypes.add(type);
    const state = facts.reduce(this.rules.fold, from.state);
    const signatures = facts.reduce(countSignatures, from.signatures);
    keepsSignatures(this.caseFile, act, { before: from.state, facts, signatures });
    keepsCourse(act, from.state, state, facts);
    keepsOrders(act, from.state, state);
    keepsReport(
      from,
      state,
      decision.accepted.outbox?.filter(({ command }) => command.type === 'reportSettled').length ?? 0,
    );
    return { state, now: act.passesTo ?? from.now, signatures, act: act.name, from };
  }

  /** A promise that breaks, or a rule that throws, ends the search. */
  private watched<Result>(reached: Reached, work: () => Result, act?: string): Result | null {
    try {
      return work();
    } catch (fault) {
      const promise =
        fault instanceof BrokenPromise ? fault.promise : 'a rule never throws and changes nothing in place';
      const way = [...wayTo(reached), ...(act === undefined ? [] : [act])];
      this.found.broken ??= { promise, message: fault instanceof Error ? fault.message : String(fault), way };
      return null;
    }
  }
}

function keepsReport({ state: before }: Reached, after: Moment['state'], reports: number): void {
  const due = before.outcome === null && after.outcome !== null ? 1 : 0;
  if (reports !== due) throw new BrokenPromise('a table reports its end once', `${reports} reports`);
}

/** Everything within `depth` acts of an open table, and of one that bargains. */
export const searchTable = (caseFile: CaseFile, depth: number, rules: Rules = ownRules): Searched =>
  new Search(rules, caseFile).to(depth);
