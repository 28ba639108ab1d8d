// A runtime whose commands are counted, and answered "try again" once the node takes no more. Adds no rule of its own.
import { refuse } from '../protocol/decision.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';
import type { Connection } from '../runtime/connection.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Leaving } from './leaving.ts';
import type { Metrics } from './metrics.ts';

type Answer = { ok: true } | { ok: false; rejection: Rejection };
const goingAway = reject('tryAgain', 'This server is being restarted. Nothing was written; try again in a moment.');

export function watchedRuntime(
  runtime: Runtime,
  { metrics, leaving }: { metrics: Metrics; leaving: Pick<Leaving, 'during'> },
): Runtime {
  const counted = async <Result extends Answer>(type: string, work: () => Promise<Result>) => {
    const answer =
      (await leaving.during(work).catch((fault: unknown) => {
        metrics.commands.inc({ type, outcome: 'fault' });
        throw fault;
      })) ?? (refuse(goingAway) as Exclude<Result, { ok: true }>);
    metrics.commands.inc({ type, outcome: answer.ok ? 'accepted' : 'refused' });
    if (!answer.ok) metrics.rejections.inc({ code: answer.rejection.code });
    return answer;
  };
  const connectionOf = (connection: Connection): Connection => ({
    ...connection,
    command: (frame) => counted(frame.command.type, () => connection.command(frame)),
    note: (frame) => counted('note', () => connection.note(frame)),
    async resume(frame) {
      const answer = await connection.resume(frame);
      metrics.resumes.inc({ answer: answer.ok ? ('view' in answer ? 'whole' : 'missed') : 'refused' });
      return answer;
    },
  });
  return {
    ...runtime,
    connect: (identity, outlet) => connectionOf(runtime.connect(identity, outlet)),
    host: (wish) => counted('host', () => runtime.host(wish)),
    join: (wish) => counted('join', () => runtime.join(wish)),
    makeLink: (...wish) => counted('makeLink', () => runtime.makeLink(...wish)),
    exchange: (secret) => counted('exchangeLink', () => runtime.exchange(secret)),
    revokeOthers: (identity) => counted('revokeLinks', () => runtime.revokeOthers(identity)),
    erasePerson: (...who) => counted('erasePerson', () => runtime.erasePerson(...who)),
  };
}
