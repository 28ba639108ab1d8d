// Runs one of the project's .ts programs under Node 26: `node scripts/run.mjs [--browser] [--pages] FILE ARGS…`.
// --browser finds a Chromium first and names it in PARLEY_CHROMIUM; --pages builds the pages if they are stale.
import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { main, Trouble } from './lib/project.mjs';

await main(async () => {
  const given = process.argv.slice(2);
  const at = given.findIndex((word) => !word.startsWith('-'));
  const wishes = given.slice(0, Math.max(at, 0));
  if (at === -1 || wishes.some((wish) => !['--browser', '--pages'].includes(wish))) {
    throw new Trouble('Use: node scripts/run.mjs [--browser] [--pages] FILE ARGS…, FILE being a .ts program.');
  }
  await ensureInstalled();
  const node = node26();
  if (wishes.includes('--pages')) await ensureBuilt(node);
  /** @type {Record<string, string>} */
  const env = { NEXT_TELEMETRY_DISABLED: '1' };
  if (wishes.includes('--browser')) env.PARLEY_CHROMIUM = await ensureChromium(node);
  return become(node, given.slice(at), env);
});
