// A store that is away is noticed from answers, and forgotten when something is saved or nothing waits any more.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeWire } from './fake-wire.fixture.ts';
import { watchStore } from './store-health.ts';

const note = { stream: { table: 'table-one' }, key: 'target' as const, text: 'more', revision: 1 };
const away = { ok: false as const, rejection: { code: 'tryAgain' as const, message: '' } };
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('what answers tell of the store', () => {
  beforeEach(() => void vi.useFakeTimers());

  it('is away once something could not be saved, and back once something was', async () => {
    const fake = fakeWire();
    const { wire, trouble } = watchStore(fake.wire);
    void wire.note(note);
    fake.notes[0]?.answer(away);
    await settle();
    expect(trouble.get()).toBe('store');
    void wire.note(note);
    fake.notes[1]?.answer({ ok: true });
    await settle();
    expect(trouble.get()).toBe(null);
  });

  it('is forgotten where nothing waits any more', async () => {
    const fake = fakeWire();
    const { wire, trouble } = watchStore(fake.wire);
    void wire.note(note);
    fake.notes[0]?.answer(away);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(trouble.get()).toBe(null);
  });

  it('is not forgotten while a move waits that only the person sends again, until something is heard', async () => {
    const fake = fakeWire();
    const { wire, trouble, heard } = watchStore(fake.wire, () => true);
    void wire.note(note);
    fake.notes[0]?.answer(away);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(trouble.get()).toBe('store');
    heard(null);
    expect(trouble.get()).toBe(null);
  });

  it('is back once what happened meanwhile is heard by asking: a move of somebody that waited in the store', async () => {
    const fake = fakeWire();
    const { wire, trouble } = watchStore(fake.wire, () => true);
    void wire.note(note);
    fake.notes[0]?.answer(away);
    await settle();
    const position = { ok: true as const, stream: { table: 'table-one' }, epoch: 'e', version: 1 };
    void wire.resume({ stream: { table: 'table-one' }, epoch: 'e', version: 1 });
    fake.resumes[0]?.answer({ ...position, events: [] });
    await settle();
    expect(trouble.get(), 'nothing happened').toBe('store');
    void wire.resume({ stream: { table: 'table-one' }, epoch: 'e', version: 1 });
    fake.resumes[1]?.answer({ ...position, version: 2, events: [{ type: 'seatReady', role: 'buyer' }] });
    await settle();
    expect(trouble.get()).toBe(null);
  });

  it('is not suspected where a table is just being set', async () => {
    const fake = fakeWire();
    const { wire, trouble } = watchStore(fake.wire);
    for (const [refused, said] of [null, null, 'store'].entries()) {
      void wire.resume({ stream: { table: 'table-one' }, epoch: '', version: 0 });
      fake.resumes[refused]?.answer(away);
      await settle();
      expect(trouble.get()).toBe(said);
    }
  });

  it('says that Parley is being updated, not that the store is away, and forgets it with the first view', async () => {
    const fake = fakeWire();
    const { wire, trouble } = watchStore(fake.wire);
    const newer = { ok: false as const, rejection: { code: 'newerVersion' as const, message: '' } };
    const resume = () => void wire.resume({ stream: { table: 'table-one' }, epoch: '', version: 0 });
    resume();
    fake.resumes[0]?.answer(newer);
    await settle();
    expect(trouble.get()).toBe('updating');
    void wire.note(note);
    fake.notes[0]?.answer(newer);
    await settle();
    expect(trouble.get()).toBe('updating');
    resume();
    fake.resumes[1]?.answer({ ok: true, stream: { table: 'table-one' }, epoch: 'e', version: 1, events: [] });
    await settle();
    expect(trouble.get()).toBe(null);
  });
});
