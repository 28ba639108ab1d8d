// A wire for tests: connected or not as the test says, every call kept, answered by hand. And a storage that is a map.
import type { CommandAnswer, CommandFrame, NoteFrame, ResumeAnswer, ResumeFrame } from '../../server/protocol/wire.ts';
import type { Wire } from './wire.ts';

type Call<Frame, Answer> = { frame: Frame; answer: (answer: Answer) => void; lose: () => void };

export function fakeWire() {
  const resumes: Call<ResumeFrame, ResumeAnswer>[] = [];
  const commands: Call<CommandFrame, CommandAnswer>[] = [];
  const notes: Call<NoteFrame, CommandAnswer>[] = [];
  const line = { up: true };
  const clock: { answer: Awaited<ReturnType<Wire['clock']>> } = { answer: { now: 0 } };
  const ask =
    <Frame, Answer>(calls: Call<Frame, Answer>[]) =>
    (frame: Frame) =>
      new Promise<Answer>((answer, lost) => {
        if (!line.up) return lost(new Error('not connected'));
        calls.push({ frame, answer, lose: () => lost(new Error('no answer')) });
      });
  const wire: Wire = {
    connected: () => line.up,
    resume: ask(resumes),
    command: ask(commands),
    note: ask(notes),
    clock: () => (line.up ? Promise.resolve(clock.answer) : Promise.reject(new Error('not connected'))),
  };
  return { wire, line, clock, resumes, commands, notes };
}

export function fakeStorage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}
