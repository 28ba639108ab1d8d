// What waits for company, and what does not. Time is the test's own.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGathering, enough, gatherMs } from './gathering.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The other side answers each message after `answerMs`. */
function aGathering(answerMs: number, onAnswer: () => void = () => {}) {
  const messages: number[][] = [];
  const gathering = createGathering<number>((items) => {
    messages.push(items);
    setTimeout(() => {
      gathering.answered();
      onAnswer();
    }, answerMs);
  });
  return { gathering, messages };
}

async function onePerMs(of: ReturnType<typeof aGathering>, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    of.gathering.add(n, true);
    await vi.advanceTimersByTimeAsync(1);
  }
}

test('what comes alone goes in the turn it came in, with what was called together with it', async () => {
  const { gathering, messages } = aGathering(1);
  for (let n = 0; n < 10; n += 1) {
    gathering.add(2 * n, true);
    gathering.add(2 * n + 1, true);
    await vi.advanceTimersByTimeAsync(0);
    expect(messages.at(-1)).toEqual([2 * n, 2 * n + 1]);
    await vi.advanceTimersByTimeAsync(20);
  }
});

test('while one message is under way the next gathers', async () => {
  const { gathering, messages } = aGathering(5);
  for (const n of [1, 2, 3]) {
    gathering.add(n, true);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(messages).toEqual([[1]]);
  await vi.advanceTimersByTimeAsync(4);
  expect(messages).toEqual([[1], [2, 3]]);
});

test('where one comes every ms they travel several together, in order, none waiting longer than it may', async () => {
  const sentAt = new Map<number, number>();
  const one = aGathering(1);
  const noting = createGathering<number>((items) => {
    for (const item of items) sentAt.set(item, performance.now());
    one.messages.push(items);
    setTimeout(() => noting.answered(), 1);
  });
  const addedAt: number[] = [];
  for (let n = 0; n < 1_000; n += 1) {
    addedAt.push(performance.now());
    noting.add(n, true);
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.advanceTimersByTimeAsync(gatherMs);
  expect(one.messages.flat()).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  expect(one.messages.length).toBeLessThan(1_000 / 4);
  const waits = addedAt.map((at, n) => (sentAt.get(n) ?? Number.POSITIVE_INFINITY) - at);
  expect(Math.max(...waits)).toBeLessThanOrEqual(gatherMs + 1);
});

test('what cannot wait takes along what waits', async () => {
  const of = aGathering(1);
  await onePerMs(of, 200);
  await vi.advanceTimersByTimeAsync(gatherMs + 2);
  const before = of.messages.length;
  of.gathering.add(1_000, true);
  await vi.advanceTimersByTimeAsync(1);
  expect(of.messages.length, 'it waits for company').toBe(before);
  of.gathering.add(1_001, false);
  await vi.advanceTimersByTimeAsync(0);
  expect(of.messages.at(-1)).toEqual([1_000, 1_001]);
});

test('enough company is not waited for any longer', async () => {
  const of = aGathering(1);
  await onePerMs(of, 200);
  await vi.advanceTimersByTimeAsync(gatherMs + 2);
  for (let n = 0; n < enough; n += 1) of.gathering.add(n, true);
  await vi.advanceTimersByTimeAsync(0);
  expect(of.messages.at(-1)).toHaveLength(enough);
});

test.each([1, 20])('%i clients, each after its own answer, are hardly ever made to wait', async (clients) => {
  const askAll = () => {
    for (let n = 0; n < clients; n += 1) of.gathering.add(n, true);
  };
  const of = aGathering(1, askAll);
  askAll();
  await vi.advanceTimersByTimeAsync(2_000);
  // A round takes 2 ms here, and would take 10 where each waited.
  expect(of.messages.length).toBeGreaterThan(900);
});

test('at the end nothing is left behind', () => {
  const { gathering, messages } = aGathering(1);
  gathering.add(1, true);
  gathering.flush();
  expect(messages).toEqual([[1]]);
});
