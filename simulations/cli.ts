// The command line of the science: check, analyse, score, convert.
// Knows verbs and exit codes; each verb has its file in cli/.
import { analyseVerb } from './cli/analyse-verb.ts';
import { checkVerb } from './cli/check-verb.ts';
import { Complaint, faultLine } from './cli/complaint.ts';
import { convertVerb } from './cli/convert-verb.ts';
import { scoreVerb } from './cli/score-verb.ts';
import type { Voice } from './cli/words.ts';

const usage = `Use: npm run --silent simulations -- VERB …

  check [FILE…] [--json]             every fault of each case, with its path and its mend (without FILE: the library)
  analyse FILE [--full] [--json] [--plot FILE.svg]
  score FILE (--package JSON [--signed a,b,c] | --no-agreement) [--value-weight W] [--json] [--plot FILE.svg]
  convert FILE… --to parley|genius|negmas [--out FOLDER]

A FILE is a full simulation or only its numbers, YAML or JSON; convert also reads GENIUS XML and NegMAS files.`;

type Verb = (words: readonly string[], voice: Voice) => boolean;

const verbs: Record<string, Verb> = { check: checkVerb, analyse: analyseVerb, score: scoreVerb, convert: convertVerb };

/** Exit code: 0 done, 1 the input has faults or cannot be read, 2 the command makes no sense. */
function run([verb = '', ...words]: readonly string[]): number {
  const chosen = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!chosen) {
    console.error(usage);
    return verb === '' || verb === '--help' || verb === 'help' ? 0 : 2;
  }
  try {
    return chosen(words, { print: (line) => console.log(line), remark: (line) => console.error(line) }) ? 0 : 1;
  } catch (error) {
    if (error instanceof Complaint) console.error([error.message, ...error.faults.map(faultLine)].join('\n'));
    else console.error(`${verb} failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

process.exitCode = run(process.argv.slice(2));
