// What people would have made by drawing a package from a hat: the yardstick below which nobody negotiated.
// Safe for the browser. Knows an analysis; visits every package, so it is asked for only where that is affordable.
import { ceilingOf } from './ceiling.ts';
import { visitPackages } from './enumeration.ts';
import { type Analysis, isRational, jointTolerance } from './solutions.ts';
import { weighed } from './weighed.ts';

/** Means over uniformly random packages; null where nothing is defined. */
export type Means = { created: number | null; efficiency: number | null };
export type RandomBaseline = { anyPackage: Means; individuallyRational: Means };

/**
 * Mean S/S* and mean E (where S > 0) of a random package of X, and of one in R; S/S* is null where R is empty or S* = 0, E where
 * there is no frontier. Null where points cannot be compared and R is empty, or the case is not solved.
 */
export function randomBaselineOf({ compiled, frontier, solutions }: Analysis): RandomBaseline | null {
  const weights = solutions?.weights ?? null;
  if (solutions === null || weights === null) return null;
  const ceiling = frontier && ceilingOf(frontier, weights, compiled.tolerance);
  const base = weighed(compiled.reservation, weights);
  const near = jointTolerance(compiled);
  const any = new Mean();
  const rational = new Mean();
  visitPackages(compiled, (points) => {
    const worth = weighed(points, weights);
    const surplus = worth - base;
    const defined = ceiling !== null && surplus > near;
    const efficiency = defined ? surplus / (surplus + Math.max(0, ceiling(points) - worth)) : null;
    any.take(surplus, efficiency);
    if (isRational(compiled, points)) rational.take(surplus, efficiency);
  });
  const best = solutions.bestSurplus;
  const scale = best !== null && best > near ? best : null;
  return { anyPackage: any.means(scale), individuallyRational: rational.means(scale) };
}

class Mean {
  #surplus = 0;
  #count = 0;
  #efficiency = 0;
  #defined = 0;

  take(surplus: number, efficiency: number | null): void {
    this.#surplus += surplus;
    this.#count++;
    if (efficiency === null) return;
    this.#efficiency += efficiency;
    this.#defined++;
  }

  means(best: number | null): Means {
    return {
      created: best === null || this.#count === 0 ? null : this.#surplus / this.#count / best,
      efficiency: this.#defined === 0 ? null : this.#efficiency / this.#defined,
    };
  }
}
