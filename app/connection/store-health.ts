// Notices from answers that the server is there but cannot save, or has too much to do. Knows nothing of sockets or screens.

import type { ResumeAnswer, ResumeFrame } from '../../server/protocol/wire.ts';
import { createCell, type Source } from './cell.ts';
import type { Wire } from './wire.ts';

/** 'store': nothing can be saved just now. 'busy': the server takes nobody new for a moment. 'updating': a newer version of the program took over
 *  what this server cannot read. */
export type Trouble = 'store' | 'busy' | 'updating' | null;
type Answer = { ok: true } | { ok: false; rejection: { code: string } };

/** With nothing heard for this long, nothing waits any more. What waits tries again within seconds; a door names its own time. */
const overAfterMs = { store: 9000, busy: 60_000, updating: 9000 };

type Watch = { wire: Wire; trouble: Source<Trouble>; heard: (trouble: Trouble) => void };

/** `stillAsked`: whether something waits that only a person sends again. Then silence says nothing. */
export function watchStore(wire: Wire, stillAsked: () => boolean = () => false): Watch {
  const trouble = createCell<Trouble>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  function heard(next: Trouble): void {
    clearTimeout(timer);
    trouble.set(next);
    if (next !== null) timer = setTimeout(() => heard(stillAsked() ? next : null), overAfterMs[next]);
  }
  function look(answer: Answer): void {
    if (answer.ok) heard(null);
    else if (answer.rejection.code === 'tryAgain') heard('store');
    else if (answer.rejection.code === 'busy') heard('busy');
    else if (answer.rejection.code === 'newerVersion') heard('updating');
  }
  const watched =
    <Frame, Given extends Answer>(ask: (frame: Frame) => Promise<Given>) =>
    async (frame: Frame) => {
      const answer = await ask(frame);
      look(answer);
      return answer;
    };
  // A table that is just being set answers "try again" once or twice; only a run of them means the store.
  let resumesRefused = 0;
  async function resume(frame: ResumeFrame): Promise<ResumeAnswer> {
    const answer = await wire.resume(frame);
    const refused = !answer.ok && answer.rejection.code === 'tryAgain';
    resumesRefused = refused ? resumesRefused + 1 : 0;
    if (refused && resumesRefused >= 3) heard('store');
    if (!answer.ok && answer.rejection.code === 'newerVersion') heard('updating');
    // What happened was saved, also where it came too late to be told by itself. A whole view says nothing of when.
    else if (answer.ok && (trouble.get() === 'updating' || ('events' in answer && answer.events.length > 0)))
      heard(null);
    return answer;
  }
  return {
    wire: { ...wire, resume, command: watched(wire.command), note: watched(wire.note) },
    trouble,
    heard,
  };
}
