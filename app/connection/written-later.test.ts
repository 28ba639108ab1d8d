// Words of one person in two browsers, where the last ones stand: they say when they were written, in the store's time, and
// what comes to nothing because something later stands is shown to its writer.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandAnswer, CommandFrame } from '../../server/protocol/wire.ts';
import { fakeStorage, fakeWire } from './fake-wire.fixture.ts';
import { keysUnder } from './kept.ts';
import { createOutbox } from './outbox.ts';

const frameOf = (type: string, commandId = 'one') =>
  ({ stream: { table: 'table-one' }, commandId, command: { type, step: 'yourself' } }) as unknown as CommandFrame;
const superseded: CommandAnswer = { ok: false, rejection: { code: 'superseded', message: '' } };
const quiet = ['changeMe', 'declareReady', 'endBreak'];
const givesWay = ['submitReflection', 'writeWord', ...quiet];

/** A page whose device is so far behind the store; null: the store's time is not known yet. */
function page(behindMs: number | null, up = true) {
  const { wire, line, commands } = fakeWire();
  line.up = up;
  const clock = { behindMs, measured: 0 };
  const outbox = createOutbox(wire, 'mia', {
    at: (deviceMs) => (clock.behindMs === null ? null : deviceMs + clock.behindMs),
    measure: async () => {
      clock.measured += 1;
      clock.behindMs ??= 9000;
      return true;
    },
  });
  const connect = () => {
    line.up = true;
    outbox.recallUnsent();
    outbox.retryAll();
  };
  return { outbox, commands, clock, connect, shown: () => outbox.pending.get().map(({ state }) => state) };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', fakeStorage());
});

describe('when it was written', () => {
  it.each(givesWay)(
    'is said by %s in the store’s time, however long it waits and whatever is measured since',
    async (type) => {
      const here = page(5000, false);
      void here.outbox.send(frameOf(type));
      const writtenAt = Date.now() + 5000;
      await pass(3_600_000);
      here.clock.behindMs = 7000;
      here.connect();
      here.commands[0]?.lose();
      await pass(10_000);
      expect(here.commands.map(({ frame }) => frame.writtenAt)).toEqual([writtenAt, writtenAt]);
    },
  );

  it('is said over a reload', async () => {
    void page(5000, false).outbox.send(frameOf('writeWord'));
    const writtenAt = Date.now() + 5000;
    await pass(60_000);
    const reloaded = page(7000);
    reloaded.connect();
    expect(reloaded.commands.map(({ frame }) => frame.writtenAt)).toEqual([writtenAt]);
  });

  it('is measured before anything goes out, where the store’s time was not known', async () => {
    const here = page(null, false);
    void here.outbox.send(frameOf('submitReflection'));
    const at = Date.now();
    await pass(60_000);
    here.connect();
    expect(here.commands).toEqual([]);
    await pass(0);
    expect(here.commands.map(({ frame }) => frame.writtenAt)).toEqual([at + 9000]);
  });

  it('is not said of messages, which all stand', () => {
    const here = page(null);
    void here.outbox.send(frameOf('sendMessage'));
    expect(here.commands.map(({ frame }) => 'writtenAt' in frame)).toEqual([false]);
  });
});

describe.each(['submitReflection', 'writeWord'])('%s that comes to nothing because something later stands', (type) => {
  it('is shown where it was written, once, until it has been seen; nobody waits for it and nothing goes out again', async () => {
    const here = page(0);
    const sent = here.outbox.send(frameOf(type));
    here.commands[0]?.answer(superseded);
    expect(await sent).toEqual({ ok: false, cancelled: true });
    await pass(60_000);
    here.connect();
    expect([here.shown(), here.commands.length]).toEqual([['refused'], 1]);
    // A clock that was set meanwhile would be the reason too.
    expect(here.clock.measured).toBe(1);
    here.outbox.cancel('one');
    expect([here.shown(), keysUnder('parley:unsent:')]).toEqual([[], []]);
  });

  it('is shown in another page where the one that wrote it is gone', async () => {
    void page(0, false).outbox.send(frameOf(type));
    const opened = page(0);
    opened.connect();
    opened.commands[0]?.answer(superseded);
    await pass(10_000);
    expect(opened.shown()).toEqual(['refused']);
  });

  it('does not hold up what is written after it', async () => {
    const here = page(0);
    void here.outbox.send(frameOf(type));
    here.commands[0]?.answer(superseded);
    await pass(1000);
    void here.outbox.send(frameOf(type, 'two'));
    expect(here.commands.map(({ frame }) => frame.commandId)).toEqual(['one', 'two']);
  });
});

describe.each(quiet)('%s whose time is over', (type) => {
  it('ends without a word: nobody is shown a refusal, and nothing goes out again', async () => {
    const here = page(0);
    const sent = here.outbox.send(frameOf(type));
    here.commands[0]?.answer(superseded);
    expect(await sent).toEqual({ ok: false, cancelled: true });
    await pass(60_000);
    here.connect();
    expect([here.shown(), here.commands.length]).toEqual([[], 1]);
    // The next counts also where this device's clock was the reason.
    expect(here.clock.measured).toBe(1);
  });
});
