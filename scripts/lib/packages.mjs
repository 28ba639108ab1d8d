// What Parley is made of, from package-lock.json alone: packages that are installed without the tools of development, and the
// same as a list in the form of CycloneDX. The same lock gives the same list, so that a change in it is a change of packages.

/** A package as the lock has it.
 *  @typedef {{ version?: string, license?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean,
 *    os?: string[], cpu?: string[], libc?: string[], dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>,
 *    peerDependencies?: Record<string, string> }} Locked */
/** @typedef {{ name: string, version: string, packages: Record<string, Locked> }} Lock */
/** `places`: where it lies, more than once for one that several hold in the same version. `platform`: installed on some kinds of
 *  machines only, so that a lock completed on one machine may hold what another one lacks.
 *  @typedef {{ name: string, version: string, ref: string, places: string[], license: string | undefined, integrity: string | undefined,
 *    optional: boolean, platform: boolean, needs: string[] }} Package */

const nameAt = (/** @type {string} */ place) =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** All that is not for development only, by name and version, in order.
 *  @param {Lock} lock @returns {Package[]} */
export function runtimePackages(lock) {
  /** @type {Map<string, Package>} */
  const found = new Map();
  for (const [place, locked] of Object.entries(lock.packages)) {
    if (place === '' || locked.dev === true || locked.version === undefined) continue;
    const name = nameAt(place);
    const ref = `${name}@${locked.version}`;
    const known = found.get(ref);
    if (known) known.places.push(place);
    else found.set(ref, { ...partsOf(name, locked), ref, places: [place], needs: needsOf(lock, place, locked) });
  }
  return [...found.values()].sort((one, other) => (one.ref < other.ref ? -1 : 1));
}

/** @param {string} name @param {Locked} locked */
function partsOf(name, { version = '', license, integrity, optional, devOptional, os, cpu, libc }) {
  // WebAssembly stands in where there is no build for the machine, and brings a package of its own.
  const standsIn = /-wasm32$|^@emnapi\//.test(name);
  return {
    name,
    version,
    license,
    integrity,
    optional: optional === true || devOptional === true,
    platform: Boolean(os ?? cpu ?? libc) || standsIn,
  };
}

/** What it asks for, as Node would find it from where it lies: beside itself first, then further up.
 *  @param {Lock} lock @param {string} place @param {Locked} locked @returns {string[]} */
function needsOf(lock, place, { dependencies, optionalDependencies, peerDependencies }) {
  const asked = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return asked
    .map((name) => refFrom(lock, place, name))
    .filter((ref) => ref !== undefined)
    .sort();
}

/** @param {Lock} lock @param {string} place @param {string} name @returns {string | undefined} */
function refFrom(lock, place, name) {
  const at = `${place === '' ? '' : `${place}/`}node_modules/${name}`;
  const locked = lock.packages[at];
  if (locked) return locked.dev === true ? undefined : `${name}@${locked.version}`;
  if (place === '') return undefined;
  return refFrom(lock, place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/'))), name);
}

/** `licenceOf`: what the lock does not say about a licence, from the package itself.
 *  @param {Lock} lock @param {(place: string) => string | undefined} [licenceOf] */
export function billOf(lock, licenceOf = () => undefined) {
  const packages = runtimePackages(lock);
  const own = `${lock.name}@${lock.version}`;
  const rootNeeds = needsOf(lock, '', lock.packages[''] ?? {});
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        'bom-ref': own,
        type: 'application',
        name: lock.name,
        version: lock.version,
        purl: `pkg:npm/${own}`,
        licenses: licensesOf(lock.packages['']?.license),
      },
    },
    components: packages.map((each) => componentOf(each, licenceOf)),
    dependencies: [
      { ref: own, dependsOn: rootNeeds },
      ...packages.map(({ ref, needs }) => ({ ref, dependsOn: needs })),
    ],
  };
}

/** @param {Package} known @param {(place: string) => string | undefined} licenceOf */
function componentOf({ name, version, ref, places, license, integrity, optional }, licenceOf) {
  return {
    'bom-ref': ref,
    type: 'library',
    name,
    version,
    scope: optional ? 'optional' : 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...(integrity && { hashes: [hashOf(integrity)] }),
    licenses: licensesOf(license ?? licenceOf(places[0] ?? '')),
  };
}

/** As npm writes it: the algorithm, a dash, base64.
 *  @param {string} integrity */
function hashOf(integrity) {
  const [algorithm = '', value = ''] = integrity.split('-');
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(value, 'base64').toString('hex'),
  };
}

/** @param {string | undefined} license */
function licensesOf(license) {
  if (license === undefined) return [];
  return [/ (?:AND|OR|WITH) /.test(license) ? { expression: license } : { license: { id: license } }];
}
