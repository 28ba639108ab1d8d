// A session played by hand in tests: commands in, facts kept, every delivery remembered. Only tests use this.
import type { Accepted, Decision, Stamp } from '../protocol/decision.ts';
import type { Delivery, SettledReport, TableDelivery } from '../protocol/delivery.ts';
import type { RejectionCode } from '../protocol/rejection.ts';
import type { FacilitatorCommand, PersonCommand, Setup } from '../protocol/session-commands.ts';
import type { Place } from '../protocol/words.ts';
import { cases } from './case.fixture.ts';
import { decideFacilitator } from './decide-facilitator.ts';
import { decideHost } from './decide-host.ts';
import { decideJoin } from './decide-join.ts';
import { decidePerson } from './decide-person.ts';
import { decideTableReport } from './decide-report.ts';
import type { SessionFact } from './facts.ts';
import { fold } from './fold.ts';
import type { RoundState, SessionState, TableState } from './state.ts';

const minute = 60_000;

export function setupOf(simulation = 'pair'): Setup {
  const plan = { read: 5, prepare: 5, bargain: 20, sign: 4, reflect: 5, debrief: 20 } as const;
  const phases = Object.entries(plan).map(([kind, minutes]) => ({
    kind: kind as keyof typeof plan,
    minutes,
    grouping: 'table' as const,
  }));
  return { simulation, phases, ownPoints: 'always', roundScore: null };
}

export class Scene {
  now = 1_000_000;
  facts: SessionFact[] = [];
  outbox: Delivery[] = [];
  /** Of the last accepted decision. */
  last: Accepted<SessionFact> = { facts: [] };
  state: SessionState;
  private made = 0;

  constructor(setup: Setup = setupOf()) {
    const hosting = { sessionId: 'session-1', code: '123456', credentialHash: 'facilitator-hash' };
    const decision = decideHost(setup, hosting, cases, this.stamp());
    if (!decision.ok) throw new Error(decision.rejection.message);
    const [opening, ...rest] = decision.accepted.facts;
    if (opening === undefined) throw new Error('nothing was opened');
    this.state = fold(null, opening);
    this.facts.push(opening);
    this.take({ ...decision.accepted, facts: rest });
  }

  stamp(): Stamp {
    this.made += 1;
    return { now: this.now, freshId: `fresh-id-${String(this.made).padStart(4, '0')}`, seed: this.made };
  }

  pass(minutes: number): this {
    this.now += minutes * minute;
    return this;
  }

  /** Applies a decision; answers its rejection code, or null where it was accepted. */
  apply(decision: Decision<SessionFact>): RejectionCode | null {
    if (!decision.ok) return decision.rejection.code;
    this.take(decision.accepted);
    return null;
  }

  private take(accepted: Accepted<SessionFact>): void {
    this.last = accepted;
    for (const fact of accepted.facts) {
      this.state = fold(this.state, fact);
      this.facts.push(fact);
    }
    this.outbox.push(...(accepted.outbox ?? []));
  }

  /** The facilitator asks. */
  ask(command: FacilitatorCommand): RejectionCode | null {
    return this.apply(decideFacilitator(this.state, cases, command, this.stamp()));
  }

  /** `writtenAt`: as they say. */
  person(person: string, command: PersonCommand, writtenAt?: number): RejectionCode | null {
    return this.apply(decidePerson(this.state, command, person, { ...this.stamp(), writtenAt }));
  }

  join(name: string, wish: { department?: string; place?: Place; device?: boolean } = {}): RejectionCode | null {
    const { department = null, place = 'room', device = true } = wish;
    const credentialHash = device ? `credential-${name}` : null;
    const joined = this.state.people.filter(({ person }) => person.startsWith(`person-${name}`)).length;
    const person = joined === 0 ? `person-${name}` : `person-${name}~${joined}`;
    const joining = { person, name, department, language: 'nl' as const, place, credentialHash };
    return this.apply(decideJoin(this.state, joining, this.stamp()));
  }

  /** People named p1 … pn. */
  joinMany(count: number): this {
    for (let index = 1; index <= count; index += 1) this.join(`p${index}`);
    return this;
  }

  seat(wish: Partial<Extract<FacilitatorCommand, { type: 'seatEveryone' }>> = {}): RejectionCode | null {
    return this.ask({ type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new', ...wish });
  }

  start(kind: Extract<FacilitatorCommand, { type: 'startPhase' }>['kind']): RejectionCode | null {
    return this.ask({ type: 'startPhase', kind });
  }

  get round(): RoundState {
    const round = this.state.rounds.at(-1);
    if (round === undefined) throw new Error('no round');
    return round;
  }

  table(index = 0): TableState {
    const table = this.round.tables[index];
    if (table === undefined) throw new Error('no such table');
    return table;
  }

  settle(table: TableState, report: Partial<SettledReport> = {}): void {
    const full: SettledReport = {
      tableId: table.tableId,
      agreed: true,
      why: 'signed',
      package: { price: 'middle', speed: 'fast' },
      at: this.now,
      created: 0.8,
      surplusPoints: Object.fromEntries(table.seats.map(({ role }) => [role, 10])),
      belowAlternative: false,
      ...report,
    };
    this.apply(decideTableReport(this.state, { type: 'reportSettled', report: full }, this.stamp()));
  }

  settleAll(): this {
    for (const table of this.round.tables) this.settle(table);
    return this;
  }

  /** Commands of the last decision to one table. */
  told(tableId: string): TableDelivery[] {
    return (this.last.outbox ?? []).flatMap((row) =>
      'table' in row.to && row.to.table === tableId ? [row.command as TableDelivery] : [],
    );
  }
}

/** A class at its tables, nothing begun. */
export function seated(people = 4): Scene {
  const scene = new Scene().joinMany(people);
  scene.seat();
  return scene;
}

/** A class that bargains. */
export function bargaining(people = 4): Scene {
  const scene = seated(people);
  scene.start('bargain');
  return scene;
}
