// `npm start`: installs and builds what is missing or stale, then becomes the server. Node 20's own modules only.
import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { inProject, main } from './lib/project.mjs';
import { serverFlags } from './lib/server-flags.mjs';

await main(async () => {
  await ensureInstalled();
  const node = node26();
  await ensureBuilt(node);
  const args = [...serverFlags, inProject('server', 'main.ts'), ...process.argv.slice(2)];
  return become(node, args, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
});
