// How many fit, from one address and in all; what an address may do beside; who comes first when it is busy.
import { expect, test } from 'vitest';
import { createGate } from './gate.ts';
import type { Level } from './load.ts';

const loadAt = (level: () => Level) => ({
  level,
  during: <Result>(work: () => Promise<Result>) => work(),
  pending: () => 0,
  stop: () => undefined,
});
const gateOf = (crowd = 1, level: () => Level = () => 'calm') =>
  createGate({ proxies: 0, crowd, load: loadAt(level), now: () => 0 });

test.each([
  [1, 1_500],
  [4, 6_000],
])('with PARLEY_CROWD=%i an address holds %i live connections', (crowd, most) => {
  const gate = gateOf(crowd);
  const closed = Array.from({ length: most }, () => gate.opened('192.0.2.1'));
  expect(gate.noRoom('192.0.2.1')).toMatchObject({ code: 'tooFast', waitSeconds: 2 });
  expect(gate.noRoom('192.0.2.2')).toBeNull();
  closed[0]?.();
  // Closing twice counts once.
  closed[0]?.();
  expect(gate.noRoom('192.0.2.1')).toBeNull();
  gate.opened('192.0.2.1');
  expect(gate.noRoom('192.0.2.1')).not.toBeNull();
});

test('12,000 live connections in all, wherever they come from', () => {
  const gate = gateOf();
  const closed = Array.from({ length: 12_000 }, (_, index) => gate.opened(`192.0.${index % 250}.1`));
  expect(gate.noRoom('198.51.100.1')).toMatchObject({ code: 'busy', waitSeconds: 2 });
  closed[7]?.();
  expect(gate.noRoom('198.51.100.1')).toBeNull();
});

test('5,000 TCP connections from one address; a household of IPv6 counts as one', () => {
  const gate = gateOf();
  const ends = Array.from({ length: 5_000 }, (_, index) => gate.connected(`2001:db8::${(index + 1).toString(16)}`));
  expect(ends.every((end) => end !== null)).toBe(true);
  expect(gate.connected('2001:db8::ffff')).toBeNull();
  expect(gate.connected('2001:db8:1::1')).not.toBeNull();
  ends[0]?.();
  expect(gate.connected('2001:db8::ffff')).not.toBeNull();
});

test.each([
  ['page', 1_500],
  ['call', 1_500],
  ['file', 20_000],
  ['join', 400],
  ['host', 60],
  ['link', 600],
  ['lookup', 3_000],
  ['frame', 3_000],
  ['handshake', 1_500],
] as const)('an address may ask for a %s %i times at once, then is told how long to wait', (wish, most) => {
  const gate = gateOf();
  for (let times = 0; times < most; times += 1) expect(gate.refusal('192.0.2.1', wish)).toBeNull();
  expect(gate.refusal('192.0.2.1', wish)).toMatchObject({ code: 'tooFast', waitSeconds: expect.any(Number) });
  expect(gate.refusal('192.0.2.2', wish)).toBeNull();
});

test('a busy node turns newcomers away, a drowning one everybody for a moment', () => {
  let level: Level = 'calm';
  const gate = gateOf(1, () => level);
  const both = () => [gate.crowded(false)?.waitSeconds ?? null, gate.crowded(true)?.waitSeconds ?? null];
  expect(both()).toEqual([null, null]);
  level = 'busy';
  expect(both()).toEqual([5, null]);
  level = 'drowning';
  expect(both()).toEqual([2, 2]);
});
