// `npm run build`: installs what is missing and builds the pages, without starting anything. For images.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { main } from './lib/project.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(node26(), { show: true });
  return 0;
});
