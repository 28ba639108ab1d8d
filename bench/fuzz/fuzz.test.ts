// A short run of what `npm run fuzz` does at length: a real node, real sockets, malformed input of every kind.
import { expect, test } from 'vitest';
import { chanceOf } from './chance.ts';
import { frame, packet, request } from './inputs.ts';
import { fuzz } from './run.ts';

test('the same seed gives the same inputs, another gives others', () => {
  const known = { person: ['a'.repeat(22)] };
  const made = (seed: number) => {
    const chance = chanceOf(seed, 3);
    return [frame(chance, known), packet(chance, known), request(chance, known, 'c=1').bytes.toString('latin1')];
  };
  expect(made(7)).toEqual(made(7));
  expect(made(7)).not.toEqual(made(8));
});

test('2,000 malformed inputs: the node lives, answers what has to be answered, tells nothing and keeps its size', async () => {
  const report = await fuzz({ inputs: 2_000, seed: 20261123 });
  expect(report.broken).toBeNull();
  expect(report.inputs).toBe(2_000);
  expect(report.answered).toBeGreaterThan(500);
}, 180_000);
