// The list of packages is what the lock says, and docs/advisories.md names all of them.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { billOf, type Lock, runtimePackages } from './packages.mjs';
import { inProject } from './project.mjs';

const read = (...path: string[]) => readFileSync(inProject(...path), 'utf8');
type Component = {
  'bom-ref': string;
  name: string;
  version: string;
  hashes?: { content: string }[];
  licenses: object[];
};
type Bill = { components: Component[]; dependencies: { ref: string; dependsOn: string[] }[] };

const lock = JSON.parse(read('package-lock.json')) as Lock;
const bill = JSON.parse(read('sbom.cdx.json')) as Bill;
const locked = runtimePackages(lock);
/** The lock may have been completed on this machine with builds for it: those are compared where both have them. */
const platform = new Set(locked.filter((each) => each.platform).map(({ name }) => name));

describe('sbom.cdx.json', () => {
  it('names what is in the lock and not for development, by version, and nothing else (npm run sbom)', () => {
    // Read from the lock by hand: what the list is made by is not asked here.
    const wanted = Object.entries(lock.packages)
      .filter(([place, { dev }]) => place !== '' && !dev)
      .map(([place, { version }]) => `${place.split('node_modules/').at(-1)}@${version}`);
    const everywhere = (refs: string[]) =>
      [...new Set(refs)].filter((ref) => !platform.has(ref.replace(/@[^@]+$/, ''))).sort();
    expect(everywhere(bill.components.map((each) => each['bom-ref']))).toEqual(everywhere(wanted));
    expect(bill.components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['yaml', 'nanoid', 'picocolors', 'source-map-js', 'tslib', 'sharp', 'next']),
    );
  });

  it('has builds for some machines in no other version than the lock', () => {
    const versions = new Map(locked.map(({ name, version }) => [name, version]));
    const builds = bill.components.filter(({ name }) => platform.has(name));
    expect(builds.filter(({ name, version }) => versions.get(name) !== version)).toEqual([]);
  });

  it('has the direct dependencies of package.json, each in the version that stands there', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const wanted = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
    expect(bill.dependencies[0]?.dependsOn.slice().sort()).toEqual(wanted.sort());
  });

  it('says of each its licence and its hash, and who asks for whom', () => {
    expect(bill.components.filter(({ licenses }) => licenses.length === 0).map(({ name }) => name)).toEqual([]);
    expect(bill.components.filter(({ hashes }) => hashes?.[0]?.content.length !== 128).map(({ name }) => name)).toEqual(
      [],
    );
    const known = new Set(bill.components.map((each) => each['bom-ref']));
    expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual([]);
    // Nothing is there that nobody asks for.
    const asked = new Set(bill.dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect([...known].filter((ref) => !asked.has(ref))).toEqual([]);
  });
});

describe('docs/advisories.md', () => {
  /** `name` and family, as the first cells of the tables have them; a star stands for the rest of a name. */
  const named = read('docs', 'advisories.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)` (\d+(?:\.\d+)?)/g)])
    .map(([, name = '', family = '']) => ({ name, family }));
  const familyOf = (version: string) => {
    const [major, minor] = version.split('.');
    return major === '0' ? `0.${minor}` : `${major}`;
  };
  const isNamed = ({ name, version }: { name: string; version: string }) =>
    named.some((each) => {
      const fits = each.name.endsWith('*') ? name.startsWith(each.name.slice(0, -1)) : each.name === name;
      return fits && each.family === familyOf(version);
    });

  it('names every package that runs, with its version family', () => {
    expect(locked.filter((each) => !isNamed(each)).map(({ ref }) => ref)).toEqual([]);
  });

  it('names none that is gone', () => {
    const gone = named.filter(
      ({ name, family }) =>
        !locked.some((each) => {
          const fits = name.endsWith('*') ? each.name.startsWith(name.slice(0, -1)) : each.name === name;
          return fits && familyOf(each.version) === family;
        }),
    );
    expect(gone).toEqual([]);
  });

  it('says when it was last looked through', () => {
    expect(read('docs', 'advisories.md')).toMatch(/Last looked through on \d{1,2} \w+ 20\d\d/);
  });
});

describe('the list itself', () => {
  const lockOf = (packages: Lock['packages']): Lock => ({ name: 'a', version: '1.0.0', packages });

  it('leaves out development, keeps two versions apart, finds whom each asks for from where it lies', () => {
    const made = billOf(
      lockOf({
        '': { license: 'MIT' },
        'node_modules/b': { version: '1.0.0', license: 'MIT', dependencies: { c: '1' } },
        'node_modules/b/node_modules/c': { version: '1.5.0', license: 'ISC' },
        'node_modules/c': { version: '2.0.0', license: 'MIT OR ISC' },
        'node_modules/@s/d': { version: '3.0.0', optional: true, os: ['linux'], dependencies: { c: '2', tool: '1' } },
        'node_modules/tool': { version: '1.0.0', dev: true },
      }),
      (place) => (place === 'node_modules/@s/d' ? 'BSD-3-Clause' : undefined),
    );
    expect(made.components.map((each) => each['bom-ref'])).toEqual(['@s/d@3.0.0', 'b@1.0.0', 'c@1.5.0', 'c@2.0.0']);
    expect(made.components[0]).toMatchObject({
      scope: 'optional',
      purl: 'pkg:npm/%40s/d@3.0.0',
      licenses: [{ license: { id: 'BSD-3-Clause' } }],
    });
    expect(made.components[3]?.licenses).toEqual([{ expression: 'MIT OR ISC' }]);
    expect(made.dependencies.slice(1)).toEqual([
      { ref: '@s/d@3.0.0', dependsOn: ['c@2.0.0'] },
      { ref: 'b@1.0.0', dependsOn: ['c@1.5.0'] },
      { ref: 'c@1.5.0', dependsOn: [] },
      { ref: 'c@2.0.0', dependsOn: [] },
    ]);
  });

  it('tells builds for some machines from what is everywhere', () => {
    const marks = runtimePackages(
      lockOf({
        'node_modules/x-linux': { version: '1.0.0', optional: true, os: ['linux'] },
        'node_modules/x-wasm32': { version: '1.0.0', optional: true },
        'node_modules/x': { version: '1.0.0', optional: true },
      }),
    );
    expect(marks.map(({ name, platform: some }) => [name, some])).toEqual([
      ['x-linux', true],
      ['x-wasm32', true],
      ['x', false],
    ]);
  });
});
