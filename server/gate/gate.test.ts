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

test('what was asked for in vain is given back, and no more than there was', () => {
  const gate = gateOf();
  gate.giveBack('192.0.2.1', 'host');
  for (let times = 0; times < 60; times += 1) expect(gate.refusal('192.0.2.1', 'host')).toBeNull();
  expect(gate.refusal('192.0.2.1', 'host')).toMatchObject({ code: 'tooFast' });
  gate.giveBack('192.0.2.1', 'host');
  expect(gate.refusal('192.0.2.1', 'host')).toBeNull();
  expect(gate.refusal('192.0.2.1', 'host')).toMatchObject({ code: 'tooFast' });
});

test('300 people of one address who have their longest notes kept twice at once fit; who goes on is cut off, the quiet are not, and it passes', () => {
  let now = 0;
  const gate = createGate({ proxies: 0, crowd: 1, load: loadAt(() => 'calm'), now: () => now });
  const quietOf = (person: number) => gate.quietOf(`person:s:${person}`);
  for (let nth = 0; nth < 600; nth += 1) expect(gate.bytesFit('192.0.2.1', 10_240, quietOf(nth % 300))).toBe(true);
  const loud = quietOf(7);
  let sent = 6_144_000;
  while (gate.bytesFit('192.0.2.1', 65_536, loud)) sent += 65_536;
  // Eight megabytes, one of debt, and what its last packet, or its own allowance, was over.
  expect(sent).toBeLessThan(9.2 * 1024 * 1024);
  expect(gate.frameWaitMs('192.0.2.1', loud)).toBe(0);
  for (let nth = 0; nth < 20; nth += 1) gate.frameWaitMs('192.0.2.1', loud);
  expect(gate.frameWaitMs('192.0.2.1', loud)).toBeGreaterThan(900);
  expect(gate.bytesFit('192.0.2.1', 500, quietOf(301))).toBe(true);
  expect(gate.frameWaitMs('192.0.2.1', quietOf(301))).toBe(0);
  expect(gate.bytesFit('192.0.2.2', 65_536, loud)).toBe(true);
  // However long it went on.
  for (let nth = 0; nth < 1_000; nth += 1) gate.bytesFit('192.0.2.1', 65_536, loud);
  now += 2_000;
  expect(gate.frameWaitMs('192.0.2.1', loud)).toBe(0);
});

test("what somebody may send whatever their address sends is theirs, not their connection's", () => {
  const gate = gateOf();
  for (let nth = 0; nth < 5_000; nth += 1) gate.frameWaitMs('192.0.2.1', gate.quietOf('loud'));
  const served = Array.from({ length: 30 }, () => gate.frameWaitMs('192.0.2.1', gate.quietOf('anna')) === 0);
  expect(served).toEqual([...Array(20).fill(true), ...Array(10).fill(false)]);
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
