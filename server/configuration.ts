// Reads and checks the settings that `main.ts` hands over. Every fault is named at once, with its mend.
import { nearest } from './operations/nearest.ts';

export type Configuration = {
  port: number;
  host: string;
  /** Folder of the case library; the project's own unless set. */
  libraryFolder: string | null;
  /** Folder of the embedded store. */
  dataFolder: string;
  sqliteSync: 'FULL' | 'NORMAL';
  /** Several nodes share this Redis; null: one node over its own file. */
  redisUrl: string | null;
  /** Opening a session needs it; null: everybody who reaches the page may. */
  hostKey: string | null;
  /** Sessions in which nothing happened for so long erase themselves; null: never. */
  retentionDays: number | null;
  /** How many proxies of one's own stand in front; only their word about addresses and https counts. */
  proxies: number;
  /** Multiplies what one address may do. */
  crowd: number;
  /** Opens `/metrics` to other machines; null: this machine only. */
  metricsKey: string | null;
  /** A copy of the embedded store every so many hours; null: none. */
  backupHours: number | null;
  dev: boolean;
  logLevel: (typeof levels)[number];
};

export type Environment = Readonly<Record<string, string | undefined>>;
type Faults = string[];

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const syncs = ['FULL', 'NORMAL'] as const;
/** As long as a browser keeps its credential (`http/cookies.ts`). */
export const defaultRetentionDays = 180;
/** Guessing at the pace that hosting allows takes longer than anybody lives; short ones are words. */
export const shortestKey = 16;

/** Those that only tests and scripts read are known as well. */
export const settingNames = [
  'PORT',
  'REDIS_URL',
  'PARLEY_BACKUP_HOURS',
  'PARLEY_BIND',
  'PARLEY_CHROMIUM',
  'PARLEY_CROWD',
  'PARLEY_DATA',
  'PARLEY_DEV',
  'PARLEY_HOST_KEY',
  'PARLEY_LIBRARY',
  'PARLEY_LOG',
  'PARLEY_METRICS_KEY',
  'PARLEY_PROXY',
  'PARLEY_REDIS_SERVER',
  'PARLEY_RETENTION_DAYS',
  'PARLEY_SQLITE_SYNC',
] as const;
type Name = (typeof settingNames)[number];

/** The settings, and every fault in words, with what else is to be looked at where there are some. An empty value counts as none. */
export function readConfiguration(
  environment: Environment,
): { ok: true; configuration: Configuration } | { ok: false; configuration: Configuration; faults: string[] } {
  const faults: Faults = [];
  const word = (name: Name) => environment[name]?.trim() || null;
  const number = (name: Name, otherwise: number, least: number, most: number, meaning: string) =>
    wholeNumber(word(name), { name, otherwise, least, most, meaning }, faults);
  const retentionDays = number('PARLEY_RETENTION_DAYS', defaultRetentionDays, 0, 36_500, '0: never erase');
  const backupHours = number('PARLEY_BACKUP_HOURS', 0, 0, 8_760, '0: no backups by itself');
  const configuration: Configuration = {
    port: number('PORT', 3000, 0, 65_535, '0: any free port'),
    host: word('PARLEY_BIND') ?? '0.0.0.0',
    libraryFolder: word('PARLEY_LIBRARY'),
    dataFolder: word('PARLEY_DATA') ?? 'data',
    sqliteSync: oneOf(word('PARLEY_SQLITE_SYNC'), 'PARLEY_SQLITE_SYNC', syncs, 'FULL', faults),
    redisUrl: redisUrl(word('REDIS_URL'), faults),
    hostKey: key(word('PARLEY_HOST_KEY'), 'PARLEY_HOST_KEY', faults),
    retentionDays: retentionDays === 0 ? null : retentionDays,
    proxies: number(
      'PARLEY_PROXY',
      0,
      0,
      10,
      'how many proxies of your own stand in front, each adding to X-Forwarded-For',
    ),
    crowd: number('PARLEY_CROWD', 1, 1, 1_000, 'how many classes of 300 may share one address'),
    metricsKey: key(word('PARLEY_METRICS_KEY'), 'PARLEY_METRICS_KEY', faults),
    backupHours: backupHours === 0 ? null : backupHours,
    dev: oneOf(word('PARLEY_DEV'), 'PARLEY_DEV', ['0', '1'], '0', faults) === '1',
    logLevel: oneOf(word('PARLEY_LOG'), 'PARLEY_LOG', levels, 'warn', faults),
  };
  together(word, configuration, faults);
  faults.push(...unknownNames(environment));
  return faults.length > 0 ? { ok: false, configuration, faults } : { ok: true, configuration };
}

/** What only makes sense, or only is safe, together with something else. */
function together(word: (name: Name) => string | null, { backupHours }: Configuration, faults: Faults): void {
  if (word('REDIS_URL') === null) return;
  if (word('PARLEY_HOST_KEY') === null)
    faults.push('REDIS_URL needs PARLEY_HOST_KEY: on a server for many, not everybody may open sessions. Set one.');
  if (backupHours !== null)
    faults.push(
      'PARLEY_BACKUP_HOURS is for the embedded store: with REDIS_URL run `npm run backup -- FILE` from a timer.',
    );
}

/** A misspelled name would silently leave a door open. */
function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('PARLEY_') && !settingNames.some((known) => known === name))
    .sort()
    .map((name) => {
      const near = nearest(name, settingNames);
      return `${name} is no setting: ${near ? `${near} is meant?` : 'leave it out.'} docs/operations.md lists all.`;
    });
}

type Range = { name: Name; otherwise: number; least: number; most: number; meaning: string };
function wholeNumber(word: string | null, { name, otherwise, least, most, meaning }: Range, faults: Faults): number {
  if (word === null) return otherwise;
  const value = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  if (value >= least && value <= most) return value;
  faults.push(`${name} is "${word}": give a whole number from ${least} to ${most} (${meaning}).`);
  return otherwise;
}

function oneOf<Choice extends string>(
  word: string | null,
  name: Name,
  choices: readonly Choice[],
  otherwise: Choice,
  faults: Faults,
): Choice {
  const found = choices.find((choice) => choice === (word ?? otherwise));
  if (found === undefined) faults.push(`${name} is "${word}": give one of ${choices.join(', ')}.`);
  return found ?? otherwise;
}

/** Its value is never repeated: it may hold a password. */
function redisUrl(word: string | null, faults: Faults): string | null {
  if (word === null) return null;
  const url = URL.parse(word);
  const names = url && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '';
  if (names && /^\/?\d*$/.test(url.pathname)) return word;
  faults.push('REDIS_URL is no address of a Redis: give redis://[:password@]host:port/0 (rediss:// for TLS).');
  return null;
}

/** Its value is never repeated. */
function key(word: string | null, name: Name, faults: Faults): string | null {
  if (word !== null && word.length < shortestKey)
    faults.push(`${name} is too short: give at least ${shortestKey} characters, such as: openssl rand -base64 24`);
  return word;
}
