// `npm run sbom`: a list of everything that Parley is made of (CycloneDX), from the lock file, into sbom.cdx.json. Needs no network.
import { writeFileSync } from 'node:fs';
import { runToEnd } from './lib/child.mjs';
import { inProject, main, Trouble } from './lib/project.mjs';

const limitMs = 60_000;

await main(async () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev', '--loglevel', 'error'];
  const { code, output } = await runToEnd(npm, args, { limitMs, shell: process.platform === 'win32' });
  const begin = output.indexOf('{');
  if (code !== 0 || begin < 0) throw new Trouble(`npm could not list the packages:\n${output}`);
  const list = JSON.parse(output.slice(begin));
  writeFileSync(inProject('sbom.cdx.json'), `${JSON.stringify(list, null, 2)}\n`);
  console.log(`${list.components.length} packages are listed in sbom.cdx.json (CycloneDX ${list.specVersion}).`);
  return 0;
});
