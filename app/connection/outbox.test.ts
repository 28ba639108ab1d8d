// Commands on their way: the same id until answered; what presses asks after 20 s, what was written waits and survives a reload.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandAnswer, CommandFrame } from '../../server/protocol/wire.ts';
import { fakeStorage, fakeWire } from './fake-wire.fixture.ts';
import { forgetAllOf, keep } from './kept.ts';
import { createOutbox } from './outbox.ts';
import type { StoreClock } from './timed.ts';

const offer = (commandId: string): CommandFrame => ({
  stream: { table: 'table-one' },
  commandId,
  command: { type: 'makeOffer', package: { price: 1 }, beside: false },
});
const message = (commandId: string, text = 'hello'): CommandFrame => ({
  stream: { table: 'table-one' },
  commandId,
  command: { type: 'sendMessage', text },
});
const away: CommandAnswer = { ok: false, rejection: { code: 'tryAgain', message: '' } };
/** The store's clock is a minute ahead of this device's. */
const aheadMs = 60_000;
const clock: StoreClock = { at: (deviceMs) => deviceMs + aheadMs, measure: async () => true };
const states = (outbox: ReturnType<typeof createOutbox>) => outbox.pending.get().map((one) => one.state);

describe('the outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('localStorage', fakeStorage());
  });

  it('resolves with the answer and forgets', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    const sent = outbox.send(offer('one'));
    expect(states(outbox)).toEqual(['sending']);
    commands[0]?.answer({ ok: true, id: 'offer-1' });
    expect(await sent).toEqual({ ok: true, id: 'offer-1' });
    expect(states(outbox)).toEqual([]);
  });

  it('sends the same id again after a lost answer', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    void outbox.send(offer('one'));
    commands[0]?.lose();
    await vi.advanceTimersByTimeAsync(0);
    outbox.retryAll();
    expect(commands.map((call) => call.frame.commandId)).toEqual(['one', 'one']);
  });

  it('asks the person after 20 s without an answer, and then does not send by itself', async () => {
    const { wire, line, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    line.up = false;
    void outbox.send(offer('one'));
    expect(states(outbox)).toEqual(['unsent']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(states(outbox)).toEqual(['asking']);
    line.up = true;
    outbox.retryAll();
    expect(commands).toHaveLength(0);
    outbox.again('one');
    expect(commands.map((call) => call.frame.commandId)).toEqual(['one']);
  });

  const commandOf = (type: string) =>
    ({ stream: { table: 'table-one' }, commandId: type, command: { type } }) as unknown as CommandFrame;

  it.each(['makeOffer', 'acceptOffer', 'signAgreement', 'withdrawOffer', 'backToTable', 'stopWithoutAgreement'])(
    'asks after 20 s whether %s is still meant, and keeps nothing of it over a reload',
    async (type) => {
      const { wire, line } = fakeWire();
      const outbox = createOutbox(wire, 'mia', clock);
      line.up = false;
      void outbox.send(commandOf(type));
      await vi.advanceTimersByTimeAsync(19_900);
      expect(states(outbox)).toEqual(['unsent']);
      await vi.advanceTimersByTimeAsync(200);
      expect(states(outbox)).toEqual(['asking']);
      const reloaded = createOutbox(wire, 'mia', clock);
      reloaded.recallUnsent();
      expect(reloaded.pending.get()).toEqual([]);
    },
  );

  it.each(['sendMessage', 'submitReflection', 'writeWord'])(
    'lets %s wait without limit and over a reload, and sends it once',
    async (type) => {
      const { wire, line, commands } = fakeWire();
      line.up = false;
      const outbox = createOutbox(wire, 'mia', clock);
      void outbox.send(commandOf(type));
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(states(outbox)).toEqual(['unsent']);
      const reloaded = createOutbox(wire, 'mia', clock);
      reloaded.recallUnsent();
      line.up = true;
      reloaded.retryAll();
      expect(commands.map(({ frame }) => frame.commandId)).toEqual([type]);
      commands[0]?.answer({ ok: true });
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect([states(reloaded), commands.length]).toEqual([[], 1]);
    },
  );

  it.each(['tryAgain', 'newerVersion', 'tooFast', 'busy'] as const)(
    'tries words again under their id where the answer is %s',
    async (code) => {
      const { wire, commands } = fakeWire();
      const outbox = createOutbox(wire, 'mia', clock);
      void outbox.send(message('one'));
      commands[0]?.answer({ ok: false, rejection: { code, message: '' } });
      await vi.advanceTimersByTimeAsync(5_000);
      expect(commands.map(({ frame }) => frame.commandId)).toEqual(['one', 'one']);
    },
  );

  it('resolves as cancelled where the person cancels', async () => {
    const { wire, line } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    line.up = false;
    const sent = outbox.send(offer('one'));
    outbox.cancel('one');
    expect(await sent).toEqual({ ok: false, cancelled: true });
  });

  it('asks before sending late where the device slept past the 20 s', async () => {
    const { wire, line, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    line.up = false;
    void outbox.send(offer('one'));
    // Asleep: no timer ran, yet the clock went on.
    vi.setSystemTime(Date.now() + 600_000);
    line.up = true;
    outbox.retryAll();
    expect(commands).toHaveLength(0);
    expect(states(outbox)).toEqual(['asking']);
  });

  it('says in store time up to when an offer is meant, and anew where the person sends it again', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    const madeAt = Date.now();
    void outbox.send(offer('one'));
    commands[0]?.lose();
    await vi.advanceTimersByTimeAsync(5000);
    commands[1]?.answer({ ok: false, rejection: { code: 'tooLate', message: '' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states(outbox)).toEqual(['asking']);
    outbox.again('one');
    void outbox.send(message('two'));
    const meant = madeAt + 20_000 + aheadMs;
    expect(commands.map(({ frame }) => [frame.commandId, frame.until])).toEqual([
      ['one', meant],
      ['one', meant],
      ['one', meant + 65_000],
      ['two', undefined],
    ]);
  });

  it('measures the clock of the store before it sends an offer', async () => {
    const { wire, commands } = fakeWire();
    let known = false;
    const measure = async () => {
      known = true;
      return true;
    };
    const outbox = createOutbox(wire, 'mia', { at: (deviceMs) => (known ? deviceMs : null), measure });
    void outbox.send(offer('one'));
    expect(commands).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(commands.map(({ frame }) => frame.until)).toEqual([Date.now() + 20_000]);
  });

  it('sends nothing by itself where the answer is lost after it asked, and says that it may count', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    void outbox.send(offer('one'));
    await vi.advanceTimersByTimeAsync(20_000);
    commands[0]?.lose();
    await vi.advanceTimersByTimeAsync(60_000);
    outbox.retryAll();
    expect(commands).toHaveLength(1);
    expect(outbox.pending.get()).toMatchObject([{ state: 'asking', uncertain: true }]);
  });

  it('tries an offer again under its id while the store is away, and then asks', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    void outbox.send(offer('one'));
    for (let answered = 0; states(outbox)[0] !== 'asking'; ) {
      for (; answered < commands.length; answered += 1) commands[answered]?.answer(away);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(new Set(commands.map((call) => call.frame.commandId))).toEqual(new Set(['one']));
    const tried = commands.length;
    expect(tried).toBeGreaterThan(5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(commands).toHaveLength(tried);
  });

  it('keeps messages over a reload, and sends them in their order, each after the answer to the one before', async () => {
    const before = fakeWire();
    before.line.up = false;
    const outbox = createOutbox(before.wire, 'mia', clock);
    vi.setSystemTime(1000);
    void outbox.send(message('zzz', 'first'));
    vi.setSystemTime(2000);
    void outbox.send(message('aaa', 'second'));
    void outbox.send(offer('offer'));

    const after = fakeWire();
    const reloaded = createOutbox(after.wire, 'mia', clock);
    reloaded.recallUnsent();
    expect(after.commands.map((call) => call.frame.commandId)).toEqual(['zzz']);
    after.commands[0]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(after.commands.map((call) => call.frame.commandId)).toEqual(['zzz', 'aaa']);
    after.commands[1]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    const third = createOutbox(fakeWire().wire, 'mia', clock);
    third.recallUnsent();
    expect(third.pending.get()).toEqual([]);
  });

  it('sends a reflection that was written anew after the one before, so that the later one counts', async () => {
    const before = fakeWire();
    before.line.up = false;
    const reflect = (commandId: string) => ({ ...commandOf('submitReflection'), commandId }) as CommandFrame;
    void createOutbox(before.wire, 'mia', clock).send(reflect('one'));
    await vi.advanceTimersByTimeAsync(1_000);
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    outbox.recallUnsent();
    void outbox.send(reflect('two'));
    // The first is lost on its way; the second may not overtake it.
    commands[0]?.lose();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(commands.map(({ frame }) => frame.commandId)).toEqual(['one', 'one']);
    commands[1]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(commands.map(({ frame }) => frame.commandId)).toEqual(['one', 'one', 'two']);
  });

  it('recalls nothing of somebody else, and nothing of whoever is gone', () => {
    const { wire, line } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    line.up = false;
    void outbox.send(message('one'));
    const tom = createOutbox(wire, 'tom', clock);
    tom.recallUnsent();
    expect(tom.pending.get()).toEqual([]);
    keep('parley:draft:mia:table-one:offer', { price: 1 });
    outbox.drop();
    forgetAllOf('mia');
    expect(localStorage).toHaveLength(0);
    expect(outbox.pending.get()).toEqual([]);
  });

  it('tries a message again where the store was away, without bothering the person', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    void outbox.send(message('one'));
    commands[0]?.answer(away);
    await vi.advanceTimersByTimeAsync(2000);
    expect(commands).toHaveLength(2);
  });

  it('brings refused words back where their writer has gone on, also after a reload, and never sends them then', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia', clock);
    void outbox.send(message('one', 'too late'), () => false);
    commands[0]?.answer({ ok: false, rejection: { code: 'tableSettled', message: '' } });
    await vi.advanceTimersByTimeAsync(0);
    const shown = { state: 'refused', rejection: { code: 'tableSettled' }, frame: { command: { text: 'too late' } } };
    expect(outbox.pending.get()).toMatchObject([shown]);
    const after = fakeWire();
    const reloaded = createOutbox(after.wire, 'mia', clock);
    reloaded.recallUnsent();
    reloaded.retryAll();
    expect(reloaded.pending.get()).toMatchObject([shown]);
    expect(after.commands).toHaveLength(0);
    reloaded.cancel('one');
    expect(localStorage).toHaveLength(0);
  });
});
