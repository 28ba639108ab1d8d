// Settings are read or refused, every fault at once and with its mend.
import { expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';

test('nothing set gives the defaults', () => {
  expect(readConfiguration({})).toMatchObject({
    ok: true,
    configuration: { port: 3000, dataFolder: 'data', dev: false, proxies: 0, crowd: 1 },
  });
});

test('every fault is named at once', () => {
  const read = readConfiguration({ PORT: 'eighty', PARLEY_LOG: 'loud', PARLEY_PROXY: 'yes', PARLEY_CROWD: '0' });
  expect(read).toMatchObject({ ok: false });
  const named = read.ok ? [] : read.faults.map((fault) => fault.split(' ')[0]);
  expect(named).toEqual(['PORT', 'PARLEY_LOG', 'PARLEY_PROXY', 'PARLEY_CROWD']);
});
