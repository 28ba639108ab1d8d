// A weighted sum of points, as every joint measure takes it.
// Safe for the browser. Knows numbers only.

/** Σ of coordinates times weights; a weight of 0 leaves its coordinate out. */
export function weighed(points: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let role = 0; role < points.length; role++)
    if (weights[role] !== 0) sum += (points[role] as number) * (weights[role] as number);
  return sum;
}
