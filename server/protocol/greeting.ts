// What a page asks for along with saying who it is, and the answers to that: it has its views one way over the network sooner.
// Knows nothing of sockets or of what is in an answer.
import { mostResumesInHandshake } from './limits.ts';
import type { ResumeAnswer, ResumedFrame, ResumeFrame, StreamName } from './wire.ts';

type Asked = { frame: string; taken: boolean; answer: Promise<ResumeAnswer>; settle: (answer: ResumeAnswer) => void };

export type Greeting = ReturnType<typeof createGreeting>;

/** `asks`: all that is to be asked for at this moment. What does not fit is asked for once connected. */
export function createGreeting(asks: () => ResumeFrame[]) {
  const asked = new Map<string, Asked>();
  const keyOf = (stream: StreamName) => JSON.stringify(stream);

  function expect(frame: ResumeFrame): void {
    let settle: Asked['settle'] = () => undefined;
    const answer = new Promise<ResumeAnswer>((answered) => {
      settle = answered;
    });
    asked.set(keyOf(frame.stream), { frame: JSON.stringify(frame), taken: false, answer, settle });
  }

  return {
    /** For one greeting: what was asked for with the one before is not answered any more. */
    frames(): ResumeFrame[] {
      asked.clear();
      const frames = asks().slice(0, mostResumesInHandshake);
      frames.forEach(expect);
      return frames;
    },
    answered: ({ stream, answer }: ResumedFrame) => asked.get(keyOf(stream))?.settle(answer),
    /** The answer to this very question where the greeting asked it, once; null where it has to be asked. */
    take(frame: ResumeFrame): Promise<ResumeAnswer> | null {
      const one = asked.get(keyOf(frame.stream));
      if (one === undefined || one.taken || one.frame !== JSON.stringify(frame)) return null;
      one.taken = true;
      return one.answer;
    },
  };
}
