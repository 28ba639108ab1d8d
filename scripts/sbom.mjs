// `npm run sbom`: a list of everything that Parley runs with (CycloneDX), from the lock file, into sbom.cdx.json. Needs no network.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { billOf } from './lib/packages.mjs';
import { inProject, main } from './lib/project.mjs';

/** Some packages say it in the old way only, which the lock does not carry.
 *  @param {string} place */
function licenceOf(place) {
  const file = inProject(place, 'package.json');
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')).licenses?.[0]?.type;
}

await main(async () => {
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
  const bill = billOf(lock, licenceOf);
  writeFileSync(inProject('sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`${bill.components.length} packages are listed in sbom.cdx.json (CycloneDX ${bill.specVersion}).`);
  return 0;
});
