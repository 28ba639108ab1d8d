// Where the project is, and how its scripts speak: to stderr, so that what a program prints on stdout stays clean.
// These files run under the machine's own Node 20, before anything is installed: Node's own modules only.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {string[]} parts */
export const inProject = (...parts) => join(root, ...parts);

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Something the person at the keyboard can mend; shown as words, without a stack. */
export class Trouble extends Error {}

/** npm runs a script through a shell, and a signal sent to npm ends that shell without reaching us. Then the script
 *  has another parent: the sign to stop, or a server would stay behind on its port. */
function stopWithoutNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

/** Runs a script's body; trouble becomes a sentence and exit code 1, anything else is a bug and keeps its stack.
 *  @param {() => Promise<number>} body answers the exit code */
export async function main(body) {
  stopWithoutNpm();
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    say(`\n${error.message}`);
    process.exitCode = 1;
  }
}
