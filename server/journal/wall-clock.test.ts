// What a machine's clock may do to the store's time.
import { expect, test } from 'vitest';
import { wallClock } from './wall-clock.ts';

test('a small step back is waited out, a large one is followed', () => {
  let machine = 1_000_000;
  const now = wallClock(() => machine);
  expect(now()).toBe(1_000_000);
  machine -= 200;
  expect(now()).toBe(1_000_000);
  machine += 201;
  expect(now()).toBe(1_000_001);
  machine -= 3_600_000;
  expect(now()).toBe(machine);
});
