// What sessions decided against what their tables know of it: each table was opened, each phase reached it, nothing twice and
// nothing out of order. Reads journals only.
import type { Store } from '../journal/port.ts';
import type { SessionFact } from '../session/facts.ts';
import type { FactBody } from '../table/facts.ts';
import type { Journal } from './journals.ts';
import { type Breaks, promises } from './promises.ts';

type Order = { version: number; index: number };
const orderIn = (fact: unknown): Order | null => (fact as { order?: Order }).order ?? null;

/** The fact of a table that each of these of its session becomes. A pause is none where the table was paused before. */
const becomes: Partial<Record<SessionFact['type'], FactBody['type']>> = {
  roundOpened: 'tableOpened',
  phaseStarted: 'phaseStarted',
};

export async function judgeDeliveries(store: Store, journals: Map<string, Journal>, breaks: Breaks): Promise<void> {
  const waiting = await store.pendingOutbox(10);
  if (waiting.length > 0) breaks(promises.delivered, `it waits still: ${waiting.map(({ id }) => id).join(', ')}`);
  for (const [stream, journal] of journals)
    if (stream.startsWith('session:')) judgeSession(journal, journals, breaks);
    else judgeOrders(journal, breaks);
}

function judgeOrders({ stream, facts }: Journal, breaks: Breaks): void {
  let last: Order = { version: 0, index: -1 };
  let lastType = '';
  for (const { fact, version } of facts) {
    const order = orderIn(fact);
    if (order === null) continue;
    const { type } = fact as { type: string };
    const before = order.version < last.version || (order.version === last.version && order.index < last.index);
    // One delivery may leave several facts, of different kinds.
    const again = order.version === last.version && order.index === last.index && type === lastType;
    if (before || again)
      breaks(promises.delivered, `${stream} at ${version}: ${type} of ${order.version} came too late`);
    last = order;
    lastType = type;
  }
}

function judgeSession(session: Journal, journals: Map<string, Journal>, breaks: Breaks): void {
  let tables: readonly string[] = [];
  for (const [index, { fact, version }] of session.facts.entries()) {
    const happened = fact as SessionFact;
    if (happened.type === 'roundOpened') tables = happened.tables.map(({ tableId }) => tableId);
    const expected = becomes[happened.type];
    // Facts that were appended together were told together, as of the last of them.
    const told = lastTogether(session, index);
    if (expected === undefined) continue;
    for (const table of tables) {
      const journal = journals.get(`table:${table}`);
      if (!journal || !knows(journal, expected, version, told))
        breaks(promises.delivered, `${happened.type} of ${session.stream} at ${version} never reached table ${table}`);
    }
  }
}

/** Facts of one append have one instant and stand together; several appends may share it, so this is the latest it can be. */
function lastTogether({ facts }: Journal, index: number): number {
  const at = facts[index]?.at;
  let last = index;
  while (facts[last + 1]?.at === at) last += 1;
  return facts[last]?.version ?? 0;
}

/** A table that ended in the meantime has nothing to start or stop any more. */
function knows({ facts }: Journal, type: string, from: number, to: number): boolean {
  for (const { fact } of facts) {
    const order = orderIn(fact);
    if (order !== null && order.version > to) return ended(facts, to);
    if (order !== null && order.version >= from && (fact as { type: string }).type === type) return true;
  }
  return ended(facts, to);
}

function ended(facts: Journal['facts'], to: number): boolean {
  for (const { fact } of facts) {
    const order = orderIn(fact);
    if (order !== null && order.version > to) return false;
    const { type } = fact as { type: string };
    if (type === 'agreementReached' || type === 'endedWithoutAgreement') return true;
  }
  return false;
}
