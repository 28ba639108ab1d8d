// The best of many packages by one figure, with everything that ties for it.
// Safe for the browser. Knows points and figures; what the figure means is the caller's affair.
import { skylineOf } from './skyline.ts';

/** Tied candidates kept before equal and dominated ones are thrown out. */
const ROOM = 4_096;

/** The best figure, and the distinct undominated points that reach it with one package (option indices) each. */
export type Argmax = { value: number; points: Float64Array[]; choices: Int32Array[] };

/** How near two figures, and two payoffs, may be and still count as the same. */
export type Nearness = { value: (best: number) => number; points: number };

/** Collects the argmax of one figure over any number of packages offered one by one, in memory bounded by the ties. */
export class Collector {
  readonly #nearness: Nearness;
  #best = Number.NEGATIVE_INFINITY;
  #least = Number.NEGATIVE_INFINITY;
  #values: number[] = [];
  #points: Float64Array[] = [];
  #choices: Int32Array[] = [];
  #room = ROOM;

  constructor(nearness: Nearness) {
    this.#nearness = nearness;
  }

  /** Figures below this need not be offered. */
  get least(): number {
    return this.#least;
  }

  /** Takes copies of what it keeps. */
  offer(value: number, points: Float64Array, choices: Int32Array): void {
    if (!(value >= this.#least)) return;
    if (value > this.#best) {
      this.#best = value;
      this.#least = value - this.#nearness.value(value);
    }
    this.#values.push(value);
    this.#points.push(points.slice());
    this.#choices.push(choices.slice());
    if (this.#values.length >= this.#room) {
      this.#tidy();
      this.#room = Math.max(ROOM, 2 * this.#values.length);
    }
  }

  /** Null where nothing was offered. */
  result(): Argmax | null {
    if (this.#values.length === 0) return null;
    this.#tidy();
    return { value: this.#best, points: this.#points, choices: this.#choices };
  }

  /** Leaves the distinct undominated ties: a package that dominates a best one is itself a best one, so it is among them. */
  #tidy(): void {
    const tied = this.#values.flatMap((value, k) => (value >= this.#least ? [k] : []));
    const roles = this.#points[0]?.length ?? 0;
    const points = new Float64Array(tied.length * roles);
    for (const [at, k] of tied.entries()) points.set(this.#points[k] as Float64Array, at * roles);
    const { kept } = skylineOf(
      { points, count: tied.length, roles },
      new Float64Array(tied.length),
      this.#nearness.points,
    );
    const stay = Array.from(kept, (at) => tied[at] as number);
    this.#values = stay.map((k) => this.#values[k] as number);
    this.#choices = stay.map((k) => this.#choices[k] as Int32Array);
    this.#points = stay.map((k) => this.#points[k] as Float64Array);
  }
}
