// Commands on their way: the same id until answered; what presses asks after 20 s, what was written waits and survives a reload.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandFrame } from '../../server/protocol/wire.ts';
import { fakeStorage, fakeWire } from './fake-wire.fixture.ts';
import { createOutbox } from './outbox.ts';

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
const states = (outbox: ReturnType<typeof createOutbox>) => outbox.pending.get().map((one) => one.state);

describe('the outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('localStorage', fakeStorage());
  });

  it('resolves with the answer and forgets', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia');
    const sent = outbox.send(offer('one'));
    expect(states(outbox)).toEqual(['sending']);
    commands[0]?.answer({ ok: true, id: 'offer-1' });
    expect(await sent).toEqual({ ok: true, id: 'offer-1' });
    expect(states(outbox)).toEqual([]);
  });

  it('sends the same id again after a lost answer', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia');
    void outbox.send(offer('one'));
    commands[0]?.lose();
    await vi.advanceTimersByTimeAsync(0);
    outbox.retryAll();
    expect(commands.map((call) => call.frame.commandId)).toEqual(['one', 'one']);
  });

  it('asks the person after 20 s without an answer, and then does not send by itself', async () => {
    const { wire, line, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia');
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

  it('resolves as cancelled where the person cancels', async () => {
    const { wire, line } = fakeWire();
    const outbox = createOutbox(wire, 'mia');
    line.up = false;
    const sent = outbox.send(offer('one'));
    outbox.cancel('one');
    expect(await sent).toEqual({ ok: false, cancelled: true });
  });

  it('keeps messages over a reload, and sends them in their order', () => {
    const before = fakeWire();
    before.line.up = false;
    const outbox = createOutbox(before.wire, 'mia');
    vi.setSystemTime(1000);
    void outbox.send(message('zzz', 'first'));
    vi.setSystemTime(2000);
    void outbox.send(message('aaa', 'second'));
    void outbox.send(offer('offer'));

    const after = fakeWire();
    const reloaded = createOutbox(after.wire, 'mia');
    reloaded.recallUnsent();
    expect(after.commands.map((call) => call.frame.commandId)).toEqual(['zzz', 'aaa']);
    expect(createOutbox(fakeWire().wire, 'tom').pending.get()).toEqual([]);
  });

  it('tries a message again where the store was away, without bothering the person', async () => {
    const { wire, commands } = fakeWire();
    const outbox = createOutbox(wire, 'mia');
    void outbox.send(message('one'));
    commands[0]?.answer({ ok: false, rejection: { code: 'tryAgain', message: '' } });
    await vi.advanceTimersByTimeAsync(1500);
    expect(commands).toHaveLength(2);
  });
});
