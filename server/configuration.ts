// Reads and checks the settings that `main.ts` hands over. Every fault is named at once, with its mend.

export type Configuration = {
  port: number;
  host: string;
  /** Folder of the case library; the project's own unless set. */
  libraryFolder: string | null;
  /** Folder of the embedded store. */
  dataFolder: string;
  dev: boolean;
  /** How many trusted proxies stand in front. */
  proxies: number;
  /** Multiplies what one address may do. */
  crowd: number;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

type Environment = Readonly<Record<string, string | undefined>>;
const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** The settings, or every fault in words. */
export function readConfiguration(
  environment: Environment,
): { ok: true; configuration: Configuration } | { ok: false; faults: string[] } {
  const faults: string[] = [];
  const port = Number(environment.PORT ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    faults.push(`PORT is "${environment.PORT}": give a whole number from 0 to 65535 (0: any free port).`);
  const logLevel = levels.find((level) => level === (environment.PARLEY_LOG ?? 'warn'));
  if (logLevel === undefined)
    faults.push(`PARLEY_LOG is "${environment.PARLEY_LOG}": give one of ${levels.join(', ')}.`);
  const proxies = Number(environment.PARLEY_PROXY ?? '0');
  if (!Number.isInteger(proxies) || proxies < 0 || proxies > 10)
    faults.push(
      `PARLEY_PROXY is "${environment.PARLEY_PROXY}": give how many proxies of your own stand in front, 0 to 10. Each must add to X-Forwarded-For.`,
    );
  const crowd = Number(environment.PARLEY_CROWD ?? '1');
  if (!(crowd >= 1 && crowd <= 1_000))
    faults.push(
      `PARLEY_CROWD is "${environment.PARLEY_CROWD}": give a number from 1 to 1000, how many classes of 300 may share one address.`,
    );
  if (faults.length > 0 || logLevel === undefined) return { ok: false, faults };
  return {
    ok: true,
    configuration: {
      port,
      host: environment.PARLEY_BIND ?? '0.0.0.0',
      libraryFolder: environment.PARLEY_LIBRARY ?? null,
      dataFolder: environment.PARLEY_DATA ?? 'data',
      proxies,
      crowd,
      dev: environment.PARLEY_DEV === '1',
      logLevel,
    },
  };
}
