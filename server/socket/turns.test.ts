// Who comes while others come waits, in order, and is let in a few at a time.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns, type Turns } from './turns.ts';

/** A clock that stands, and what happened at the door. */
function door() {
  const at = { ms: 0 };
  const happened: string[] = [];
  const gone = new Set<string>();
  const turns = createTurns(() => at.ms);
  const come = (name: string) =>
    turns.take({
      gaveUp: () => gone.has(name),
      enter: () => happened.push(`${name} in`),
      turnAway: () => happened.push(`${name} away`),
    });
  const entered = () => happened.filter((what) => what.endsWith(' in')).map((what) => what.slice(0, -3));
  return { at, happened, gone, turns, come, entered };
}

const someone = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

async function turnsOfTheLoop(count: number, each: (turns: Turns) => void, turns: Turns): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    each(turns);
    await nextTurn();
  }
}

test('one who comes alone is let in with the turn after the one in which they arrived', async () => {
  const { come, entered, turns } = door();
  turns.arrived();
  come('anna');
  await nextTurn();
  expect(entered()).toEqual([]);
  await nextTurn();
  expect(entered()).toEqual(['anna']);
});

test('one who comes by a connection that was there before is let in within the same turn', async () => {
  const { come, entered } = door();
  come('anna');
  expect(entered()).toEqual([]);
  await nextTurn();
  expect(entered()).toEqual(['anna']);
});

test('a crowd is let in a few each turn, in the order of its coming', async () => {
  const { come, entered } = door();
  const crowd = someone(10);
  for (const name of crowd) come(name);
  await nextTurn();
  expect(entered()).toEqual(crowd.slice(0, 4));
  await nextTurn();
  expect(entered()).toEqual(crowd.slice(0, 8));
  await nextTurn();
  expect(entered()).toEqual(crowd);
});

test('nobody is let in while more arrive, but for the few of every 20 ms', async () => {
  const { at, come, entered, turns } = door();
  const crowd = someone(10);
  for (const name of crowd) come(name);
  await turnsOfTheLoop(5, ({ arrived }) => arrived(), turns);
  expect(entered()).toEqual([]);
  at.ms = 20;
  await turnsOfTheLoop(5, ({ arrived }) => arrived(), turns);
  expect(entered()).toEqual(crowd.slice(0, 4));
  await turnsOfTheLoop(2, () => undefined, turns);
  expect(entered()).toEqual(crowd);
});

test('who gave up while waiting takes nobody’s place', async () => {
  const { come, entered, gone } = door();
  const leave = someone(6).map(come);
  leave[0]?.();
  gone.add('p1');
  await nextTurn();
  expect(entered()).toEqual(['p2', 'p3', 'p4', 'p5']);
});

test('one who cannot be let in does not hold up those behind them', async () => {
  const { come, entered, turns } = door();
  const thrown: unknown[] = [];
  const catches = (fault: unknown) => void thrown.push(fault);
  // What throws in a turn of the loop ends the program, unless somebody listens.
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', catches);
  turns.take({
    gaveUp: () => false,
    turnAway: () => undefined,
    enter() {
      throw new Error('the door is stuck');
    },
  });
  come('anna');
  await nextTurn();
  await nextTurn();
  process.off('uncaughtException', catches);
  for (const listener of before) process.on('uncaughtException', listener);
  expect(thrown).toHaveLength(1);
  expect(entered()).toEqual(['anna']);
});

test('at the end all who wait are turned away, and so is whoever comes later', async () => {
  const { come, happened, turns } = door();
  for (const name of someone(2)) come(name);
  turns.end();
  come('late');
  await nextTurn();
  expect(happened).toEqual(['p0 away', 'p1 away', 'late away']);
});
