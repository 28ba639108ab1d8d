// The history checker as a command: `npm run history -- --store memory|sqlite|redis --commands N --seed S [--sabotage drop|stale|silent]`,
// with `--head-ms N` another bound of the head promise, `--bursts N` so many bursts of harm, `--every-harm` every kind in each.
// Exit 0 where every promise held, 1 with the first broken one named.
import { numberAfter, wordAfter } from './arguments.ts';
import { run, stores } from './run.ts';
import { sabotages } from './sabotage.ts';

const store = wordAfter('--store', stores, 'memory');
const commands = numberAfter('--commands', 10_000, 1);
const seed = numberAfter('--seed', 1, 0);
const sabotage = wordAfter('--sabotage', [...sabotages, 'none'], 'none');
const bound = numberAfter('--head-ms', 2_000, 1);
const bursts = process.argv.includes('--bursts') ? { bursts: numberAfter('--bursts', 2, 0) } : {};
const harmsEach = process.argv.includes('--every-harm') ? { harmsEach: 'every' as const } : {};

const { verdict, text } = await run({
  ...{ store, commands, seed, headWithinMs: bound, ...bursts, ...harmsEach },
  sabotage: sabotage === 'none' ? null : sabotage,
});
console.log(text);
if (process.argv.includes('--all')) for (const one of verdict.broken) console.log(one.step, one.promise, one.what);
process.exit(verdict.broken.length === 0 ? 0 : 1);
