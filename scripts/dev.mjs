// `npm run dev`: the same server with Next's dev mode, started again whenever a file of the server or of the
// simulations changes. Node 20's own modules only.
import { become } from './lib/child.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { inProject, main } from './lib/project.mjs';

await main(async () => {
  await ensureInstalled();
  // By path, not by what is imported: Next's own compiled pages would otherwise restart the server at each build.
  const watch = ['server', 'simulations'].map((folder) => `--watch-path=${inProject(folder)}`);
  const args = [...watch, '--watch-preserve-output', inProject('server', 'main.ts'), ...process.argv.slice(2)];
  return become(node26(), args, { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1', PARLEY_DEV: '1' });
});
