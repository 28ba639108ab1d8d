// Settings are read or refused, every fault at once and with its mend.
import { expect, test } from 'vitest';
import { defaultRetentionDays, readConfiguration } from './configuration.ts';

const faultsOf = (environment: Record<string, string>): string[] => {
  const read = readConfiguration(environment);
  return read.ok ? [] : read.faults;
};
const longKey = 'a key that is long enough';

test('nothing set gives the defaults', () => {
  expect(readConfiguration({})).toMatchObject({
    ok: true,
    configuration: {
      port: 3000,
      dataFolder: 'data',
      dev: false,
      sqliteSync: 'FULL',
      redisUrl: null,
      hostKey: null,
      retentionDays: defaultRetentionDays,
      proxies: 0,
      crowd: 1,
      backupHours: null,
    },
  });
});

test('every fault is named at once', () => {
  const faults = faultsOf({
    PORT: 'eighty',
    PARLEY_LOG: 'loud',
    PARLEY_PROXY: '-1',
    PARLEY_CROWD: '0',
    PARLEY_RETENTION_DAYS: '1.5',
    PARLEY_SQLITE_SYNC: 'OFF',
    PARLEY_HOST_KEY: 'short',
    PARLEY_METRICS_KEY: 'short',
    PARLEY_BACKUP_HOURS: 'often',
    PARLEY_DEV: 'yes',
    REDIS_URL: 'localhost:6379',
    PARLEY_DATE: 'x',
  });
  expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
    'PARLEY_BACKUP_HOURS',
    'PARLEY_CROWD',
    'PARLEY_DATE',
    'PARLEY_DEV',
    'PARLEY_HOST_KEY',
    'PARLEY_LOG',
    'PARLEY_METRICS_KEY',
    'PARLEY_PROXY',
    'PARLEY_RETENTION_DAYS',
    'PARLEY_SQLITE_SYNC',
    'PORT',
    'REDIS_URL',
  ]);
});

test.each(['redis://host/sessions', 'redis://host/0/1', 'http://host', 'redis://'])(
  '%s is no address of a Redis',
  (url) => {
    expect(faultsOf({ REDIS_URL: url, PARLEY_HOST_KEY: longKey })).toEqual([
      expect.stringContaining('no address of a Redis'),
    ]);
  },
);

test('a server for many needs a key for hosting, and makes its copies elsewhere', () => {
  const REDIS_URL = 'redis://:hidden@localhost:6379/0';
  expect(faultsOf({ REDIS_URL })).toEqual([expect.stringContaining('needs PARLEY_HOST_KEY')]);
  expect(faultsOf({ REDIS_URL, PARLEY_HOST_KEY: longKey })).toEqual([]);
  const both = { REDIS_URL, PARLEY_HOST_KEY: longKey, PARLEY_BACKUP_HOURS: '6' };
  expect(faultsOf(both)).toEqual([expect.stringContaining('PARLEY_BACKUP_HOURS')]);
});

test('0 days keeps everything', () => {
  expect(readConfiguration({ PARLEY_RETENTION_DAYS: '0' })).toMatchObject({ configuration: { retentionDays: null } });
});

test('a misspelled name is reported with the one that was meant; other programs’ names are nobody’s business', () => {
  expect(faultsOf({ PARLEY_HOSTKEY: longKey, HOME: '/root', PORTS: '1' })).toEqual([
    expect.stringContaining('PARLEY_HOST_KEY is meant?'),
  ]);
  expect(faultsOf({ PARLEY_COLOUR_OF_THE_SKY: 'blue' })).toEqual([expect.stringContaining('leave it out')]);
});

test('no fault repeats a password or a key', () => {
  const faults = faultsOf({
    REDIS_URL: 'http://:canary@host',
    PARLEY_HOST_KEY: 'canary',
    PARLEY_METRICS_KEY: 'canary',
  });
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toContain('canary');
});
