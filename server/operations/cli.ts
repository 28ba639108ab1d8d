// The operator's programs: doctor, backup, restore, store. Reads the environment like the node itself; every fault in words.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { createRedisStore } from '../journal/redis.ts';
import { examine } from './doctor.ts';
import { backUpRedis, restoreRedis } from './redis-copy.ts';
import { backUpSqlite, restoreSqlite } from './sqlite-copy.ts';
import { Trouble } from './trouble.ts';

const root = resolve(import.meta.dirname, '../..');
/** npm changes the folder; what was typed is meant from where it was typed. */
const fromWhereTyped = (file: string) => resolve(process.env.INIT_CWD ?? process.cwd(), file);

const say = (line: string) => console.log(line);

async function backup(configuration: Configuration, words: string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0) throw new Trouble('Use: npm run backup -- FILE');
  const file = fromWhereTyped(name);
  if (configuration.redisUrl !== null) {
    const keys = await backUpRedis(configuration.redisUrl, file);
    say(`${file}: ${keys} keys, as of one moment. It holds what people wrote: keep it safe.`);
    return 0;
  }
  const by = await backUpSqlite(resolve(root, configuration.dataFolder), file);
  say(
    `${file}: checked and whole${by === 'byNode' ? ', made by the running node' : ''}. It holds what people wrote: keep it safe.`,
  );
  return 0;
}

async function restore(configuration: Configuration, words: string[]): Promise<number> {
  const names = words.filter((word) => word !== '--replace');
  const [name, ...rest] = names;
  if (name === undefined || rest.length > 0 || name.startsWith('--'))
    throw new Trouble('Use: npm run restore -- FILE [--replace]');
  const file = fromWhereTyped(name);
  const replace = names.length < words.length;
  if (configuration.redisUrl !== null) {
    const keys = await restoreRedis(configuration.redisUrl, file, replace);
    say(`${keys} keys are back. Start the nodes again: those that ran before refuse to go on.`);
    return 0;
  }
  const aside = await restoreSqlite(resolve(root, configuration.dataFolder), file, replace);
  say(`The store is back. Sessions that were deleted after this copy was made are back as well: delete them again.`);
  if (aside) say(`What was there before: ${aside}. Delete it when you no longer need it.`);
  return 0;
}

async function store({ redisUrl }: Configuration, words: string[]): Promise<number> {
  if (words.join() !== 'create') throw new Trouble('Use: npm run store -- create');
  if (redisUrl === null) throw new Trouble('The embedded store makes itself. For several nodes set REDIS_URL first.');
  const created = await createRedisStore({ url: redisUrl });
  say(created ? 'A new, empty store was created. Nodes can start.' : 'There is a store already. Nothing was changed.');
  return 0;
}

async function doctor(configuration: Configuration): Promise<number> {
  const findings = await examine(configuration, root);
  for (const { ok, what, mend } of findings) say(`${ok ? 'ok   ' : 'FAULT'} ${what}${mend ? `\n      ${mend}` : ''}`);
  const faults = findings.filter(({ ok }) => !ok).length;
  say(
    faults === 0
      ? '\nAll is well.'
      : `\n${faults === 1 ? 'One fault' : `${faults} faults`}; the line below each says what mends it.`,
  );
  return faults === 0 ? 0 : 1;
}

const programs = { backup, restore, store, doctor };

async function run([name = '', ...words]: string[]): Promise<number> {
  const program = Object.entries(programs).find(([known]) => known === name)?.[1];
  if (!program) throw new Trouble(`Use one of: ${Object.keys(programs).join(', ')}`);
  const read = readConfiguration(process.env);
  if (!read.ok) throw new Trouble(`The settings have faults:\n${read.faults.map((fault) => `- ${fault}`).join('\n')}`);
  if (!existsSync(root)) throw new Trouble('The project is not where it was.');
  return program(read.configuration, words);
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : String(fault));
    process.exit(1);
  },
);
