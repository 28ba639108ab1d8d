// The store's time between two answers of Redis: runs on, never back, and asks again where this machine's clocks disagree.
import { expect, test } from 'vitest';
import { steadyTime } from './steady-time.ts';

function aMachine() {
  const machine = { wall: 5_000, monotonic: 100, redis: 1_000_000, asked: 0, onTheWayMs: 0 };
  const pass = (ms: number) => {
    machine.wall += ms;
    machine.monotonic += ms;
    machine.redis += ms;
  };
  const { now, stamped, saw } = steadyTime(
    async () => {
      machine.asked += 1;
      const said = machine.redis;
      pass(machine.onTheWayMs);
      return said;
    },
    { wall: () => machine.wall, monotonic: () => machine.monotonic },
  );
  return { machine, now, stamped, saw, pass };
}

test('between two answers the time runs on without asking; after a second it asks', async () => {
  const { machine, now, pass } = aMachine();
  expect(await now()).toBe(1_000_000);
  pass(400);
  expect(await now()).toBe(1_000_400);
  expect(machine.asked).toBe(1);
  pass(700);
  expect(await now()).toBe(1_001_100);
  expect(machine.asked).toBe(2);
});

test.each([
  ['the wall clock was put forward', 3_600_000, 0, 0],
  ['the wall clock was put back', -3_600_000, 0, 0],
  ['the machine slept, its monotonic clock with it', 3_600_000, 0, 3_600_000],
])('%s: Redis is asked at once', async (_, wall, monotonic, redis) => {
  const { machine, now, pass } = aMachine();
  await now();
  pass(10);
  machine.wall += wall;
  machine.monotonic += monotonic;
  machine.redis += redis;
  expect(await now()).toBe(1_000_010 + redis);
  expect(machine.asked).toBe(2);
});

test('a small step back of Redis is waited out, a large one is followed', async () => {
  const { machine, now, pass } = aMachine();
  await now();
  pass(1_100);
  machine.redis -= 100;
  await now();
  machine.redis -= 10;
  pass(1_100);
  const before = await now();
  pass(1_100);
  machine.redis -= 1_150;
  expect(await now()).toBe(before);
  pass(1_100);
  machine.redis -= 3_600_000;
  expect(await now()).toBeLessThan(before);
});

test('an answer that was long on its way makes the time late, never early', async () => {
  const { machine, now, pass } = aMachine();
  machine.onTheWayMs = 40;
  expect(await now()).toBe(1_000_000);
  pass(100);
  expect(await now()).toBe(1_000_100);
});

test('a stamp that Redis gave to an append or a beat is that late already, for this node', async () => {
  const { machine, now, stamped, saw, pass } = aMachine();
  machine.onTheWayMs = 40;
  await now();
  pass(100);
  stamped(machine.redis);
  expect(await now()).toBe(machine.redis);
  pass(5);
  expect(await now(), 'and goes on from there').toBe(machine.redis);
  pass(20);
  machine.redis += 30;
  saw(machine.redis);
  expect(await now()).toBe(machine.redis);
  expect(machine.asked).toBe(1);
});

test('a stamp from before Redis was put back far does not hold its time up', async () => {
  const { machine, now, saw, stamped, pass } = aMachine();
  await now();
  stamped(machine.redis + 3_600_000);
  pass(1_100);
  expect(await now()).toBe(machine.redis);
  saw(machine.redis + 3_600_000);
  pass(10);
  expect(await now()).toBe(machine.redis);
});

test('a Redis that is away is away for this question too', async () => {
  let away = false;
  let monotonic = 0;
  const clocks = { wall: () => monotonic, monotonic: () => monotonic };
  const { now } = steadyTime(() => (away ? Promise.reject(new Error('away')) : Promise.resolve(1_000)), clocks);
  await now();
  away = true;
  monotonic += 500;
  expect(await now()).toBe(1_500);
  monotonic += 600;
  await expect(now()).rejects.toThrow('away');
  away = false;
  await now();
});
