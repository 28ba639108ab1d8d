// Checks every frame of a client before anything else sees it, and sees to it that each gets exactly one answer.
// Knows the wire's shapes only; what a frame means is the runtime's.
import type { z } from 'zod';
import { malformed } from '../protocol/malformed.ts';
import { type Rejection, type RejectionCode, reject, rejectFor } from '../protocol/rejection.ts';
import type { Flood } from './flood.ts';

type Answer = (answer: unknown) => void;

const refused = (rejection: Rejection) => ({ ok: false as const, rejection });
const tooFast = (waitMs: number) =>
  refused(rejectFor('tooFast', 'That is faster than anybody bargains. Wait a moment and try again.', waitMs / 1000));

/** Socket.IO hands over whatever came: maybe no payload, maybe no ack. The last function is the ack, the first other value the payload. */
function partsOf(args: unknown[]): { payload: unknown; answer: Answer | null } {
  const last = args.at(-1);
  const answer = typeof last === 'function' ? (last as Answer) : null;
  return { payload: answer && args.length === 1 ? undefined : args[0], answer };
}

/** A listener for one event: budget, shape, work, answer. Work that throws is a bug or a store that is away: the client may try again.
 *  `schemaFor` may look at the payload to choose, and trusts nothing of it. */
export function onFrame<Frame>(
  schemaFor: (payload: unknown) => z.ZodType<Frame>,
  flood: Flood,
  work: (frame: Frame) => Promise<unknown>,
  onFault: (fault: unknown) => void,
  /** Counts what is answered without any work. */
  onRefused: (code: RejectionCode) => void = () => undefined,
): (...args: unknown[]) => void {
  return (...args) => {
    const { payload, answer } = partsOf(args);
    // Without an ack nobody can be answered, and an unanswered command must not act.
    const refuse = (no: ReturnType<typeof refused>): void => {
      onRefused(no.rejection.code);
      answer?.(no);
    };
    if (answer === null) return onRefused('malformed');
    const waitMs = flood.waitMs();
    if (waitMs > 0) return refuse(tooFast(waitMs));
    const parsed = schemaFor(payload).safeParse(payload);
    if (!parsed.success) return refuse(refused(malformed(parsed.error)));
    const working = flood.during(() => work(parsed.data));
    if (working === null) return refuse(tooFast(1_000));
    working.then(answer, (fault: unknown) => {
      onFault(fault);
      answer(refused(reject('tryAgain', 'This could not be saved just now. Nothing is half done; try again.')));
    });
  };
}
