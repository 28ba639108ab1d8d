// The frontier by looking at every package: for interactions and caps, where sums of frontiers would be wrong.
// Safe for the browser. Knows a compiled case and the filter, nothing of measures.
import type { CompiledCase } from './compiled.ts';
import { visitPackages } from './enumeration.ts';
import { skylineOf } from './skyline.ts';

/** Packages looked at between two filterings. */
const CHUNK = 65_536;

/** Frontier candidates: `choices[k * issues + issue]` is one package with point k, `packages[k]` how many there are. */
export type Chosen = { choices: Int32Array; packages: Float64Array };

/** All undominated packages of a case, or null where there are more than `most` distinct points. Cost: every package once. */
export function enumerateFrontier(compiled: CompiledCase, tolerance: number, most: number): Chosen | null {
  const archive = new Archive(compiled, tolerance, most);
  visitPackages(compiled, (points, options) => archive.add(points, options));
  return archive.finish();
}

/** Survivors so far, followed by packages that have not been filtered yet. */
class Archive {
  readonly #roles: number;
  readonly #issues: number;
  readonly #tolerance: number;
  readonly #most: number;
  #points: Float64Array;
  #choices: Int32Array;
  #packages: Float64Array;
  #count = 0;
  #survivors = 0;
  #overflown = false;

  constructor(compiled: CompiledCase, tolerance: number, most: number) {
    this.#roles = compiled.roleIds.length;
    this.#issues = compiled.sizes.length;
    this.#tolerance = tolerance;
    this.#most = most;
    this.#points = new Float64Array(CHUNK * this.#roles);
    this.#choices = new Int32Array(CHUNK * this.#issues);
    this.#packages = new Float64Array(CHUNK);
  }

  add(points: Float64Array, options: Int32Array): void {
    if (this.#overflown) return;
    if (this.#count === this.#packages.length) this.#filter();
    this.#points.set(points, this.#count * this.#roles);
    this.#choices.set(options, this.#count * this.#issues);
    this.#packages[this.#count++] = 1;
  }

  finish(): Chosen | null {
    this.#filter();
    if (this.#overflown) return null;
    return {
      choices: this.#choices.slice(0, this.#count * this.#issues),
      packages: this.#packages.slice(0, this.#count),
    };
  }

  #filter(): void {
    const list = { points: this.#points, count: this.#count, roles: this.#roles };
    const { kept, packages } = skylineOf(list, this.#packages, this.#tolerance);
    this.#survivors = kept.length;
    this.#overflown ||= kept.length > this.#most;
    const room = kept.length + Math.max(CHUNK, kept.length);
    const points = new Float64Array(room * this.#roles);
    const choices = new Int32Array(room * this.#issues);
    const counts = new Float64Array(room);
    counts.set(packages);
    kept.forEach((k, at) => {
      points.set(this.#points.subarray(k * this.#roles, (k + 1) * this.#roles), at * this.#roles);
      choices.set(this.#choices.subarray(k * this.#issues, (k + 1) * this.#issues), at * this.#issues);
    });
    this.#points = points;
    this.#choices = choices;
    this.#packages = counts;
    this.#count = this.#survivors;
  }
}
