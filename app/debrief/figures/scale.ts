// The one linear scale that the figures need, and round numbers for its ticks. Pure; knows no case and no screen.

/** Places a value on a line: `scale(min)` is `from`, `scale(max)` is `to`. A scale without width puts everything in the middle. */
export function linearScale([min, max]: readonly [number, number], [from, to]: readonly [number, number]) {
  return (value: number): number =>
    max === min ? (from + to) / 2 : from + ((value - min) / (max - min)) * (to - from);
}

/** Round numbers (1, 2 or 5 times a power of ten) within a domain, about `count` of them. */
export function roundTicks([min, max]: readonly [number, number], count = 5): number[] {
  if (!(max > min)) return [min];
  const rough = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The domain that holds all values and 0, with round ends. */
export function roundDomain(values: readonly number[]): [number, number] {
  const min = Math.min(0, ...values);
  const max = Math.max(0, ...values);
  const [first = 0, second = 1] = roundTicks([min, max === min ? min + 1 : max]);
  const step = second - first || 1;
  return [Math.floor(min / step) * step, Math.ceil((max === min ? min + 1 : max) / step) * step];
}
