// Notes saved as typed: one frame for a pause in typing, a copy here until the server has it, the later text wins.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeStorage, fakeWire } from './fake-wire.fixture.ts';
import { createNotes } from './notes.ts';
import { createStoreTime } from './store-time.ts';

describe('a private note', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 10_000 });
    vi.stubGlobal('localStorage', fakeStorage());
  });

  it('is sent once for a pause in typing, and then saved', async () => {
    const { wire, notes: sent } = fakeWire();
    const notes = createNotes(wire, 'mia', Date.now);
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
    createNotes(before.wire, 'mia', Date.now).write('table-one', 'target', 'sixty');
    await vi.advanceTimersByTimeAsync(600);

    const after = fakeWire();
    const notes = createNotes(after.wire, 'mia', Date.now);
    notes.recallUnsaved();
    await vi.advanceTimersByTimeAsync(600);
    expect(after.notes.map((call) => call.frame)).toMatchObject([{ key: 'target', text: 'sixty' }]);
    expect(notes.note('table-one', 'target').get()).toEqual({ text: 'sixty', state: 'kept' });
  });

  it('takes what another device wrote later, never what it wrote before', () => {
    const notes = createNotes(fakeWire().wire, 'mia', Date.now);
    notes.write('table-one', 'limit', 'here');
    notes.take('table-one', [{ key: 'limit', text: 'older', revision: 5 }]);
    expect(notes.note('table-one', 'limit').get().text).toBe('here');
    notes.take('table-one', [{ key: 'limit', text: 'later', revision: 99_999 }]);
    expect(notes.note('table-one', 'limit').get()).toEqual({ text: 'later', state: 'saved' });
  });

  it('gives way to what another device wrote later, and is not shown as saved', async () => {
    const { wire, notes: sent } = fakeWire();
    const overtaken: string[] = [];
    const notes = createNotes(wire, 'mia', Date.now, (table) => overtaken.push(table));
    const note = notes.note('table-one', 'target');
    notes.write('table-one', 'target', 'earlier');
    await vi.advanceTimersByTimeAsync(600);
    sent[0]?.answer({ ok: false, rejection: { code: 'superseded', message: '' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([note.get(), overtaken, sent.length]).toEqual([{ text: 'earlier', state: 'kept' }, ['table-one'], 1]);
    notes.take('table-one', [{ key: 'target', text: 'later', revision: 99_999 }]);
    expect(note.get()).toEqual({ text: 'later', state: 'saved' });
    expect(localStorage.length).toBe(0);
  });

  it('is sent again as it was after a lost answer, until there is one, and then no more', async () => {
    const { wire, notes: sent } = fakeWire();
    const notes = createNotes(wire, 'mia', Date.now);
    const note = notes.note('table-one', 'target');
    notes.write('table-one', 'target', 'sixty');
    await vi.advanceTimersByTimeAsync(600);
    sent[0]?.lose();
    await vi.advanceTimersByTimeAsync(0);
    expect(note.get()).toEqual({ text: 'sixty', state: 'kept' });
    await vi.advanceTimersByTimeAsync(2_500);
    // It may be there already: the same revision changes nothing then.
    expect(sent).toHaveLength(2);
    expect(sent[1]?.frame).toEqual(sent[0]?.frame);
    sent[1]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([note.get().state, sent.length, localStorage.length]).toEqual(['saved', 2, 0]);
  });

  it('goes by the next page where the answer was lost and the page was opened again', async () => {
    const before = fakeWire();
    createNotes(before.wire, 'mia', Date.now).write('table-one', 'target', 'sixty');
    await vi.advanceTimersByTimeAsync(600);
    const after = fakeWire();
    createNotes(after.wire, 'mia', Date.now).recallUnsaved();
    await vi.advanceTimersByTimeAsync(600);
    expect(after.notes.map(({ frame }) => frame)).toEqual(before.notes.map(({ frame }) => frame));
  });

  it('that was typed on is saved only with the later text, whatever is answered to the earlier one', async () => {
    const { wire, notes: sent } = fakeWire();
    const notes = createNotes(wire, 'mia', Date.now);
    notes.write('table-one', 'target', 'sixty');
    await vi.advanceTimersByTimeAsync(600);
    notes.write('table-one', 'target', 'sixty-five');
    sent[0]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(notes.note('table-one', 'target').get().state).toBe('saving');
    expect(localStorage.length).toBe(1);
    await vi.advanceTimersByTimeAsync(600);
    expect(sent.map(({ frame }) => frame.text)).toEqual(['sixty', 'sixty-five']);
  });

  it('waits without limit, and with the connection everything goes, once', async () => {
    const { wire, line, notes: sent } = fakeWire();
    line.up = false;
    const notes = createNotes(wire, 'mia', Date.now);
    const kept = ['target', 'questions', 'reflection'] as const;
    for (const key of kept) notes.write('table-one', key, `my ${key}`);
    notes.write('table-two', 'observation', 'my observation');
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(sent).toHaveLength(0);
    line.up = true;
    notes.sendAll();
    await vi.advanceTimersByTimeAsync(0);
    notes.sendAll();
    expect(sent.map(({ frame }) => frame.text)).toEqual([...kept.map((key) => `my ${key}`), 'my observation']);
    for (const one of sent) one.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent.length, localStorage.length]).toEqual([4, 0]);
  });

  it('goes by the time of the store, so that what is written last counts whatever the clocks of two devices say', async () => {
    const writtenAt = async (storeMs: number, deviceMs: number) => {
      vi.setSystemTime(deviceMs);
      vi.stubGlobal('localStorage', fakeStorage());
      const { wire, notes: sent } = fakeWire();
      const time = createStoreTime({ ...wire, clock: async () => ({ now: storeMs }) });
      await time.measure();
      createNotes(wire, 'mia', time.now).write('table-one', 'target', 'sixty');
      await vi.advanceTimersByTimeAsync(600);
      return sent[0]?.frame.revision;
    };
    const hourMs = 3_600_000;
    const byFastDevice = await writtenAt(10 * hourMs, 11 * hourMs);
    const later = await writtenAt(10 * hourMs + 1000, 9 * hourMs);
    expect([byFastDevice, later]).toEqual([10 * hourMs, 10 * hourMs + 1000]);
  });

  it('is later than what another tab holds unsaved, also where that one alone knows the time of the store', async () => {
    const [there, here] = [fakeWire(), fakeWire()];
    there.line.up = false;
    const notes = createNotes(here.wire, 'mia', Date.now);
    notes.note('table-one', 'target');
    createNotes(there.wire, 'mia', () => 50_000).write('table-one', 'target', 'there');
    notes.write('table-one', 'target', 'here, later');
    await vi.advanceTimersByTimeAsync(600);
    expect(here.notes.map(({ frame }) => [frame.text, frame.revision])).toEqual([['here, later', 50_001]]);
  });

  it('of another tab that wrote later stays kept when this tab has saved its own', async () => {
    const [here, there] = [fakeWire(), fakeWire()];
    const notes = createNotes(here.wire, 'mia', Date.now);
    notes.write('table-one', 'target', 'here');
    await vi.advanceTimersByTimeAsync(600);
    there.line.up = false;
    createNotes(there.wire, 'mia', Date.now).write('table-one', 'target', 'there, later');
    here.notes[0]?.answer({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    // That tab is closed before it could save: this one does it, when it connects again.
    notes.recallUnsaved();
    await vi.advanceTimersByTimeAsync(600);
    expect(here.notes.map(({ frame }) => frame.text)).toEqual(['here', 'there, later']);
    expect(notes.note('table-one', 'target').get().text).toBe('there, later');
  });
});
