// One person's words in two pages of one browser, one of them closed or cut off: the last reflection counts, messages keep their
// order, and refused words are shown once.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandAnswer, CommandFrame } from '../../server/protocol/wire.ts';
import { fakeStorage, fakeWire } from './fake-wire.fixture.ts';
import { forgetAllOf, keysUnder } from './kept.ts';
import { createOutbox } from './outbox.ts';

const stream = { table: 'table-one' };
const message = (commandId: string): CommandFrame => ({
  stream,
  commandId,
  command: { type: 'sendMessage', text: commandId },
});
const word = (commandId: string, step: 'yourself' | 'takeaway' = 'yourself'): CommandFrame => ({
  stream,
  commandId,
  command: { type: 'writeWord', step, text: commandId },
});
const reflection = (commandId: string) =>
  ({ stream, commandId, command: { type: 'submitReflection', reflection: {} } }) as unknown as CommandFrame;
const refused: CommandAnswer = { ok: false, rejection: { code: 'tableSettled', message: '' } };

/** One page of Mia's: what went out, and whether it has a line. */
function page() {
  const { wire, line, commands } = fakeWire();
  const outbox = createOutbox(wire, 'mia', { at: (deviceMs) => deviceMs, measure: async () => true });
  return {
    outbox,
    line,
    commands,
    sent: () => commands.map(({ frame }) => frame.commandId),
    /** As connection.ts does on every connect. */
    connect: () => {
      line.up = true;
      outbox.recallUnsent();
      outbox.retryAll();
    },
    answer: async (which: number, answer: CommandAnswer = { ok: true }) => {
      commands[which]?.answer(answer);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}
const cutOff = () => {
  const one = page();
  one.line.up = false;
  return one;
};
const kept = () => keysUnder('parley:unsent:mia:');
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', fakeStorage());
});

describe.each([
  ['reflection', reflection],
  ['word of the debrief', word],
])('of a %s written in two pages', (_, write) => {
  it.each([true, false])(
    'the later counts, where the earlier page is gone (the later answered: %s)',
    async (answered) => {
      const [gone, here] = [cutOff(), page()];
      void gone.outbox.send(write('one'));
      await pass(1000);
      void here.outbox.send(write('two'));
      if (answered) await here.answer(0);
      here.connect();
      const opened = page();
      opened.connect();
      expect(here.sent()).toEqual(['two']);
      expect(opened.sent()).toEqual(answered ? [] : ['two']);
      expect(kept()).toEqual(answered ? [] : ['parley:unsent:mia:two']);
    },
  );

  it('the later counts, where the earlier page finds its line only afterwards', async () => {
    const [late, here] = [cutOff(), page()];
    const one = late.outbox.send(write('one'));
    await pass(1000);
    void here.outbox.send(write('two'));
    await here.answer(0);
    late.connect();
    await pass(10_000);
    expect(late.sent()).toEqual([]);
    expect(await one).toEqual({ ok: false, cancelled: true });
    expect(late.outbox.pending.get()).toEqual([]);
  });

  it('the earlier is answered first, where it may have arrived', async () => {
    const [gone, here] = [page(), page()];
    void gone.outbox.send(write('one'));
    gone.line.up = false;
    await pass(1000);
    void here.outbox.send(write('two'));
    expect(here.sent()).toEqual(['one']);
    await here.answer(0);
    expect(here.sent()).toEqual(['one', 'two']);
  });

  it('the later counts, where the clock of the device was put back between them', async () => {
    const [gone, here] = [cutOff(), page()];
    void gone.outbox.send(write('one'));
    vi.setSystemTime(Date.now() - 3_600_000);
    void here.outbox.send(write('two'));
    await here.answer(0);
    here.connect();
    expect(here.sent()).toEqual(['two']);
  });
});

describe('words written in two pages', () => {
  it('for another step of the debrief, or at another table, take no place', async () => {
    const [gone, here] = [cutOff(), page()];
    void gone.outbox.send(word('one'));
    void gone.outbox.send({ ...word('elsewhere'), stream: { table: 'table-two' } } as CommandFrame);
    await pass(1000);
    void here.outbox.send(word('two', 'takeaway'));
    await here.answer(0);
    here.connect();
    expect(here.sent().toSorted()).toEqual(['elsewhere', 'one', 'two']);
  });

  it('go in the order in which they were written, also where the earlier are taken up last', async () => {
    const [gone, here] = [cutOff(), cutOff()];
    void gone.outbox.send(message('one'));
    await pass(1000);
    void here.outbox.send(message('two'));
    here.connect();
    expect(here.sent()).toEqual(['one']);
    await here.answer(0);
    expect(here.sent()).toEqual(['one', 'two']);
  });

  it('go in their order over a reload, also where all are of one moment or the clock was put back between them', async () => {
    const gone = cutOff();
    for (const id of ['ccc', 'bbb']) void gone.outbox.send(message(id));
    vi.setSystemTime(Date.now() - 3_600_000);
    void gone.outbox.send(message('aaa'));
    const reloaded = page();
    reloaded.connect();
    for (const which of [0, 1, 2]) await reloaded.answer(which);
    expect(reloaded.sent()).toEqual(['ccc', 'bbb', 'aaa']);
  });

  it('leave nothing behind where the person leaves, and little however many tables there were', async () => {
    const here = page();
    for (let table = 0; table < 40; table += 1) {
      void here.outbox.send({ ...reflection(`at-${table}`), stream: { table: `table-${table}` } } as CommandFrame);
      await here.answer(table);
    }
    expect(localStorage.length).toBeGreaterThan(0);
    expect(localStorage.length).toBeLessThan(40);
    forgetAllOf('mia');
    expect(localStorage.length).toBe(0);
  });
});

describe('words refused in two pages', () => {
  it('are held by the page that wrote them', async () => {
    const [writer, other] = [page(), page()];
    const sent = writer.outbox.send(message('one'));
    other.connect();
    await other.answer(0, refused);
    await writer.answer(0, refused);
    await pass(10_000);
    expect(await sent).toEqual(refused);
    expect(other.outbox.pending.get()).toEqual([]);
    expect([other.sent().length, kept()]).toEqual([1, []]);
  });

  it('are not sent by the other once their writer has them back', async () => {
    const [writer, other] = [page(), cutOff()];
    void writer.outbox.send(message('one'));
    other.outbox.recallUnsent();
    await writer.answer(0, refused);
    other.connect();
    expect([other.sent(), other.outbox.pending.get()]).toEqual([[], []]);
  });

  it('are shown by one other where their writer is gone, until they have been seen in any', async () => {
    const [gone, first, second] = [cutOff(), page(), page()];
    void gone.outbox.send(message('one'));
    for (const one of [first, second]) one.connect();
    for (const one of [first, second]) await one.answer(0, refused);
    await pass(10_000);
    expect(first.outbox.pending.get()).toMatchObject([{ state: 'refused', rejection: refused.rejection }]);
    expect(second.outbox.pending.get()).toEqual([]);
    second.connect();
    expect(second.outbox.pending.get()).toMatchObject([{ state: 'refused' }]);
    second.outbox.cancel('one');
    first.connect();
    expect([first.outbox.pending.get(), kept()]).toEqual([[], []]);
  });
});
