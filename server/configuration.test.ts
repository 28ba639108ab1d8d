// Settings are read or refused, every fault at once and with its mend.
import { expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';

test('nothing set gives the defaults', () => {
  expect(readConfiguration({})).toMatchObject({
    ok: true,
    configuration: { port: 3000, dataFolder: 'data', dev: false },
  });
});

test('every fault is named at once', () => {
  const read = readConfiguration({ PORT: 'eighty', PARLEY_LOG: 'loud' });
  expect(read).toMatchObject({ ok: false });
  if (!read.ok) expect(read.faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'PARLEY_LOG']);
});
