// Notes saved as typed: one frame for a pause in typing, a copy here until the server has it, the later text wins.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeStorage, fakeWire } from './fake-wire.fixture.ts';
import { createNotes } from './notes.ts';

describe('a private note', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 10_000 });
    vi.stubGlobal('localStorage', fakeStorage());
  });

  it('is sent once for a pause in typing, and then saved', async () => {
    const { wire, notes: sent } = fakeWire();
    const notes = createNotes(wire, 'mia');
    const note = notes.note('table-one', 'target');
    for (const text of ['s', 'si', 'sixty']) notes.write('table-one', 'target', text);
    expect(note.get()).toEqual({ text: 'sixty', state: 'saving' });
    await vi.advanceTimersByTimeAsync(600);
    expect(sent.map((call) => call.frame.text)).toEqual(['sixty']);
    sent[0]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(note.get().state).toBe('saved');
    expect(localStorage.length).toBe(0);
  });

  it('is kept here without a connection, and sent by the next page', async () => {
    const before = fakeWire();
    before.line.up = false;
    createNotes(before.wire, 'mia').write('table-one', 'target', 'sixty');
    await vi.advanceTimersByTimeAsync(600);

    const after = fakeWire();
    const notes = createNotes(after.wire, 'mia');
    notes.recallUnsaved();
    await vi.advanceTimersByTimeAsync(600);
    expect(after.notes.map((call) => call.frame)).toMatchObject([{ key: 'target', text: 'sixty' }]);
    expect(notes.note('table-one', 'target').get()).toEqual({ text: 'sixty', state: 'kept' });
  });

  it('takes what another device wrote later, never what it wrote before', () => {
    const notes = createNotes(fakeWire().wire, 'mia');
    notes.write('table-one', 'limit', 'here');
    notes.take('table-one', [{ key: 'limit', text: 'older', revision: 5 }]);
    expect(notes.note('table-one', 'limit').get().text).toBe('here');
    notes.take('table-one', [{ key: 'limit', text: 'later', revision: 99_999 }]);
    expect(notes.note('table-one', 'limit').get()).toEqual({ text: 'later', state: 'saved' });
  });
});
