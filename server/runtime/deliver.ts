// Delivers one row of the outbox as a command of its target: the session's to a table, or a table's report to its session.
// Knows no order among rows; the outbox keeps that.
import type { OutboxRow, Store } from '../journal/port.ts';
import { refuse } from '../protocol/decision.ts';
import type { SessionDelivery, TableDelivery } from '../protocol/delivery.ts';
import { reject } from '../protocol/rejection.ts';
import type { CommandAnswer } from '../protocol/wire.ts';
import { decideTableReport } from '../session/decide-report.ts';
import * as tableRules from '../table/decide.ts';
import type { Entries } from './entries.ts';
import { orderOf } from './outbox.ts';
import { PlainFault } from './plain-fault.ts';
import { parseStream } from './streams.ts';
import { submit } from './submit.ts';

export type DeliverParts = {
  store: Store;
  entries: Entries;
  grew(stream: string): void;
  onFault(fault: unknown): void;
};

const noStream = refuse(reject('unknownTable', 'There is nothing at this address.'));

/** Resolves once the row is durable in its target or can never be; rejects where it has to come again. */
export async function deliver(parts: DeliverParts, row: OutboxRow): Promise<void> {
  const session = [row.source, row.target].map(parseStream).find((stream) => stream?.kind === 'session');
  // What a deleted session still had to say, or was to hear.
  const over = async () => session == null || (await parts.entries.liveSession(session.id)) === null;
  if (await over()) return;
  const answer = await deliverTo(parts, row);
  if (answer.ok || (await over())) return;
  // Refused by its own rules: delivering again would change nothing.
  if (answer.rejection.code === 'tryAgain') throw new PlainFault(`delivery ${row.id} has to wait`);
  parts.onFault(new PlainFault(`delivery ${row.id} was refused: ${answer.rejection.code}`));
}

async function deliverTo({ store, entries, grew }: DeliverParts, row: OutboxRow): Promise<CommandAnswer> {
  const target = parseStream(row.target);
  const sender = { seatId: row.source, commandId: row.id, payload: row.command };
  if (target?.kind === 'session') {
    const entry = await entries.session(target.id);
    const answer = await submit(store, entry, {
      ...sender,
      decide: (state, stamp) => (state ? decideTableReport(state, row.command as SessionDelivery, stamp) : noStream),
    });
    if (answer.ok) grew(entry.stream);
    return answer;
  }
  const command = row.command as TableDelivery;
  const opening =
    command.type === 'openTable' ? { sessionId: command.sessionId, caseHash: command.simulation.hash } : undefined;
  // A deletion takes the streams that are there: none may be opened behind it.
  const session = opening && (await entries.liveSession(opening.sessionId));
  const entry = target && session !== null && (await entries.table(target.id, opening));
  if (!entry) return noStream;
  const answer = await submit(store, entry, {
    ...sender,
    decide: (state, stamp) =>
      session?.deleting
        ? noStream
        : entries.decided(entry, () =>
            tableRules.decideDelivery(state, entry.caseFile, command, orderOf(row.id), stamp),
          ),
  });
  if (answer.ok) grew(entry.stream);
  return answer;
}
