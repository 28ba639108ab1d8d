// Handles one command against one stream: fold, decide, append with the exact head, decide again where the head moved.
// Knows no rule of session or table; whoever calls brings the decision.
import { setTimeout } from 'node:timers/promises';
import type { Json, Store, StreamId } from '../journal/port.ts';
import { type Decision, refuse, type Stamp } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { CommandAnswer } from '../protocol/wire.ts';
import { hashPayload, stampAt } from './secrets.ts';
import { sessionStream, tableStream } from './streams.ts';

/** How often a command is decided again after losing the race for the head. */
const maxAttempts = 20;
const stepAsideMs = 2;
/** Whoever waited this long for a turn was told to try again, and must not be served behind their back. */
export const patienceMs = 5_000;
/** More than a class that joins at once; beyond it waiting would only grow. */
const maxQueued = 1_000;

export type Submission<State, Fact> = {
  /** Who, for idempotency: a seat, person, facilitator, delivering stream or clock. */
  seatId: string;
  commandId: string;
  payload: unknown;
  /** Store time up to which it is meant. */
  until?: number | undefined;
  /** Store time at which it was written, as its sender says. */
  writtenAt?: number | undefined;
  /** A promise: what this decision needs is on its way, decide again then. */
  decide(state: State | null, stamp: Stamp): Decision<Fact> | Promise<undefined>;
  /** Hears at what store time its facts were written, where this very submission wrote any. */
  written?(at: number): void;
};

/** What of a cached journal a submission touches, whoever views it. */
type Entry<State, Fact> = {
  readonly stream: StreamId;
  readonly version: number;
  readonly state: State | null;
  doubtful: boolean;
  readonly queued: number;
  readonly unreadable: Error | null;
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  catchUp(store: Store): Promise<boolean>;
  take(fact: Fact): void;
};

/** Resolves to an answer in every case but a store that is away (then it rejects and nothing is known to be written). */
export function submit<State, Fact>(
  store: Store,
  entry: Entry<State, Fact>,
  submission: Submission<State, Fact>,
): Promise<CommandAnswer> {
  const askedAt = performance.now();
  const tooLate = () => performance.now() - askedAt > patienceMs;
  if (entry.queued >= maxQueued) return Promise.resolve(refuse(busy));
  return entry.inTurn(async () => {
    if (tooLate()) return refuse(busy);
    if (entry.doubtful || entry.unreadable) await entry.catchUp(store);
    const payloadHash = hashPayload(submission.payload);
    for (let attempt = 0; attempt < maxAttempts && !tooLate(); attempt += 1) {
      // Two nodes in step would go on losing to each other in step.
      if (attempt > 1) await setTimeout(Math.random() * attempt * stepAsideMs);
      const answer = await attemptOnce(store, entry, submission, payloadHash);
      if (answer) return answer;
    }
    return refuse(busy);
  });
}

/** Decides and appends once; null where the head had moved and the command wants deciding again. */
async function attemptOnce<State, Fact>(
  store: Store,
  entry: Entry<State, Fact>,
  submission: Submission<State, Fact>,
  payloadHash: string,
): Promise<CommandAnswer | null> {
  const stamp = stampAt(await store.now(), submission.writtenAt);
  let decision = decide(submission, entry.state, stamp);
  for (; decision instanceof Promise; decision = decide(submission, entry.state, stamp)) {
    await decision;
    // Another node may have moved the head meanwhile, and what it waited for may say so: a refusal, which no append checks,
    // would go by what is no longer true.
    if (await entry.catchUp(store)) return null;
  }
  if (decision.ok) return appendOnce(store, entry, submission, payloadHash, decision.accepted);
  const { rejection } = decision;
  return (await earlierAnswer(store, entry, submission, payloadHash)) ?? { ok: false, rejection };
}

function decide<State, Fact>(submission: Submission<State, Fact>, state: State | null, stamp: Stamp) {
  const { until } = submission;
  return until !== undefined && stamp.now > until ? refuse(late) : submission.decide(state, stamp);
}

/** A command that is refused now may have been accepted before: then its kept answer stands. */
async function earlierAnswer<State, Fact>(
  store: Store,
  entry: Entry<State, Fact>,
  submission: Submission<State, Fact>,
  payloadHash: string,
): Promise<CommandAnswer | null> {
  const found = await store.findAck(entry.stream, submission.seatId, submission.commandId, payloadHash);
  if (found === null) return null;
  return found.outcome === 'repeated' ? (found.ack as CommandAnswer) : { ok: false, rejection: reused };
}

const busy: Rejection = reject('tryAgain', 'Too much is happening at once here. Try again in a moment.');
const late: Rejection = reject('tooLate', 'This came later than it was meant. Nothing was changed; send it again.');
const deleted: Rejection = reject('notAllowed', 'This was deleted a moment ago. Nothing was changed.');
const reused: Rejection = reject('commandIdReused', 'This command id was used before for something else.', 'commandId');

/** One append; null where the head had moved. */
async function appendOnce<State, Fact>(
  store: Store,
  entry: Entry<State, Fact>,
  submission: Submission<State, Fact>,
  payloadHash: string,
  accepted: Extract<Decision<Fact>, { ok: true }>['accepted'],
): Promise<CommandAnswer | null> {
  const ack: CommandAnswer = accepted.id === undefined ? { ok: true } : { ok: true, id: accepted.id };
  // Until it is answered nobody knows whether it was written; a throw leaves that open.
  entry.doubtful = true;
  const result = await store.append({
    stream: entry.stream,
    expectedVersion: entry.version,
    until: submission.until,
    facts: accepted.facts as Json[],
    texts: accepted.texts ?? [],
    dueTimes: accepted.dueTimes ?? [],
    outbox: (accepted.outbox ?? []).map(({ to, command }) => ({
      target: 'table' in to ? tableStream(to.table) : sessionStream(to.session),
      command: command as Json,
    })),
    unique: accepted.unique ?? {},
    idempotency: { seatId: submission.seatId, commandId: submission.commandId, payloadHash, ack: ack as Json },
  });
  entry.doubtful = false;
  switch (result.outcome) {
    case 'appended':
      for (const fact of accepted.facts) entry.take(fact);
      if (accepted.facts.length > 0) submission.written?.(result.at);
      return ack;
    case 'repeated':
      await entry.catchUp(store);
      return result.ack as CommandAnswer;
    case 'commandIdReused':
      return { ok: false, rejection: reused };
    case 'conflict':
      // Only what was deleted has no head any more; deciding again would lose again, however often.
      if (result.version === 0 && entry.version > 0) return refuse(deleted);
      await entry.catchUp(store);
      return null;
    case 'tooLate':
      return refuse(late);
    case 'taken':
      return { ok: false, rejection: reject('alreadyDone', 'This is taken already.', result.kind) };
  }
}
