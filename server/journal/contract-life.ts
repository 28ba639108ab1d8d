// Contract, part 5: watching, beating, closing.
// Knows the port only.

import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { anAppend, appended } from './contract-sample.ts';
import type { AppendResult, Store } from './port.ts';

/** On a machine that others use too. */
const soon = { timeout: 10_000, interval: 10 };

export function describeLife(store: () => Store): void {
  describe('watch', () => {
    test('every listener hears of an append with its stream and head, until it stops', async () => {
      const heard: string[] = [];
      const other: string[] = [];
      const stop = store().watch((stream, version) => heard.push(`${stream}@${version}`));
      store().watch((stream, version) => other.push(`${stream}@${version}`));
      await appended(store(), anAppend('table:1', 0, { facts: ['a', 'b'] }));
      await appended(store(), anAppend('table:2', 0, { facts: [] }));
      await vi.waitFor(() => expect(heard).toEqual(['table:1@2', 'table:2@0']), soon);
      stop();
      await appended(store(), anAppend('table:1', 2));
      await vi.waitFor(() => expect(other).toEqual(['table:1@2', 'table:2@0', 'table:1@3']), soon);
      expect(heard.length).toBe(2);
    });

    test('a listener can read at once what it heard of; refusals and repeats are not heard', async () => {
      const reads: Promise<number>[] = [];
      store().watch((stream) =>
        reads.push(
          store()
            .read(stream)
            .then((rows) => rows.length),
        ),
      );
      const item = anAppend('table:1', 0);
      await appended(store(), item);
      await store().append(item);
      await store().append(anAppend('table:1', 5));
      await appended(store(), anAppend('table:1', 1));
      await vi.waitFor(() => expect(reads.length).toBe(2), soon);
      const lengths = await Promise.all(reads);
      expect(lengths[0]).toBeGreaterThanOrEqual(1);
      expect(lengths[1]).toBe(2);
    });
  });

  test('who whispers does not hear itself', async () => {
    const heard: unknown[] = [];
    const stop = store().hear((word) => heard.push(word));
    await store().whisper({ present: ['p1'] });
    await appended(store(), anAppend('table:1', 0));
    expect(heard).toEqual([]);
    stop();
  });

  test('a beat gives the time of the beat before it, of any node', async () => {
    expect(await store().lastBeat()).toBeNull();
    expect(await store().beat()).toBeNull();
    const looked = await store().lastBeat();
    const first = await store().beat();
    expect(first).toBe(looked);
    expect(first).toBeTypeOf('number');
    expect(first).toBeLessThanOrEqual(await store().now());
    expect(await store().beat()).toBeGreaterThanOrEqual(first ?? 0);
  });

  test('closing twice is fine; every later call rejects with a clear word', async () => {
    const open = store();
    await appended(open, anAppend('table:1', 0));
    await Promise.all([open.close(), open.close()]);
    const calls: Record<string, () => Promise<unknown>> = {
      now: () => open.now(),
      append: () => open.append(anAppend('table:1', 1)),
      read: () => open.read('table:1'),
      heads: () => open.heads(['table:1']),
      whisper: () => open.whisper('word'),
      readAll: () => open.readAll(0, 1),
      findAck: () => open.findAck('table:1', 's', 'c', 'h'),
      lookup: () => open.lookup('k', 'k'),
      readTexts: () => open.readTexts(['r']),
      putDocument: () => open.putDocument({ stream: 's', author: 'a', key: 'k', text: 't', revision: 1 }),
      readDocuments: () => open.readDocuments('s', 'a'),
      dueUntil: () => open.dueUntil(1, 1),
      pendingOutbox: () => open.pendingOutbox(1),
      outboxDelivered: () => open.outboxDelivered(['id']),
      beat: () => open.beat(),
      lastBeat: () => open.lastBeat(),
      eraseAuthor: () => open.eraseAuthor('a'),
      deleteStreams: () => open.deleteStreams(['s']),
    };
    for (const [name, call] of Object.entries(calls)) {
      await expect(call(), name).rejects.toMatchObject({
        name: 'StoreUnavailable',
        message: expect.stringContaining('closed'),
      });
    }
    expect(() => open.watch(() => {})).toThrow('closed');
    expect(() => open.hear(() => {})).toThrow('closed');
  });

  test('what was gathered when the store closes is still answered', async () => {
    const calls: Promise<AppendResult>[] = [];
    for (let n = 0; n < 150; n += 1) {
      calls.push(store().append(anAppend(`table:${n}`, 0)));
      // Singly and many: the last ones wait for company.
      await setTimeout(1);
    }
    const closing = store().close();
    expect((await Promise.all(calls)).every((result) => result.outcome === 'appended')).toBe(true);
    await closing;
  });

  test('what was asked before closing is still answered', async () => {
    const calls = Array.from({ length: 20 }, (_, n) => store().append(anAppend(`table:${n}`, 0)));
    const closing = store().close();
    expect((await Promise.all(calls)).every((result) => result.outcome === 'appended')).toBe(true);
    await closing;
  });
}
