// How many packages are worth at least so much to both roles, at once: for two roles with additive integer points.
// Safe for the browser, and plain. Knows compiled tables; nothing of what is asked.
import { type CompiledCase, isAdditive, issueExtremes } from './compiled.ts';

/** Tables with more cells than this are not built. */
const MOST_CELLS = 1_000_000;

/** `atLeast[a * width + b]`: packages worth at least `low[0] + a` to the first role and `low[1] + b` to the second. */
export type SumTable = { low: [number, number]; height: number; width: number; atLeast: Float64Array };

/**
 * The table of a case with two roles, integer points and at most 2^53 packages, or null where it does not apply or would be
 * too large. Cost: cells times options, once; every question afterwards is one look-up.
 */
export function sumTableOf(compiled: CompiledCase): SumTable | null {
  if (compiled.tables.length !== 2 || !compiled.integral || !isAdditive(compiled)) return null;
  if (compiled.outcomes > Number.MAX_SAFE_INTEGER) return null;
  const issues = Array.from(compiled.sizes.keys());
  const spans = [0, 1].map((role) => issues.map((issue) => issueExtremes(compiled, role, issue)));
  const sum = (role: number, end: 'least' | 'most') =>
    (spans[role] ?? []).reduce((total, extremes) => total + extremes[end], 0);
  const low: [number, number] = [sum(0, 'least'), sum(1, 'least')];
  const height = sum(0, 'most') - low[0] + 1;
  const width = sum(1, 'most') - low[1] + 1;
  if (height * width > MOST_CELLS) return null;
  let cells: Float64Array = new Float64Array(height * width);
  cells[0] = 1;
  let reached = 1;
  for (const issue of issues) {
    cells = spread(compiled, cells, { issue, width, reached });
    reached += span(spans[0]?.[issue]);
  }
  accumulate(cells, height, width);
  return { low, height, width, atLeast: cells };
}

/** Packages worth at least these points to the two roles; −Infinity asks nothing of a role. */
export function countInTable({ low, height, width, atLeast }: SumTable, first: number, second: number): number {
  const a = Math.max(0, Math.ceil(first - low[0]));
  const b = Math.max(0, Math.ceil(second - low[1]));
  return a >= height || b >= width ? 0 : (atLeast[a * width + b] as number);
}

function span(extremes: { least: number; most: number } | undefined): number {
  return extremes ? extremes.most - extremes.least : 0;
}

/** Adds one issue: every option moves the whole distribution. Rows beyond `reached` are still empty. */
function spread(
  compiled: CompiledCase,
  cells: Float64Array,
  { issue, width, reached }: { issue: number; width: number; reached: number },
): Float64Array {
  const next = new Float64Array(cells.length);
  const [first, second] = [0, 1].map((role) => (compiled.tables[role] as Float64Array[])[issue] as Float64Array) as [
    Float64Array,
    Float64Array,
  ];
  const base = [0, 1].map((role) => issueExtremes(compiled, role, issue).least) as [number, number];
  for (let option = 0; option < first.length; option++) {
    const move = ((first[option] as number) - base[0]) * width + (second[option] as number) - base[1];
    const end = reached * width;
    for (let cell = 0; cell < end; cell++)
      if (cells[cell] !== 0) next[cell + move] = (next[cell + move] as number) + (cells[cell] as number);
  }
  return next;
}

/** Turns counts per cell into counts of that cell and everything above it in both roles. */
function accumulate(cells: Float64Array, height: number, width: number): void {
  for (let a = height - 1; a >= 0; a--) {
    for (let b = width - 1; b >= 0; b--) {
      const at = a * width + b;
      const above = a + 1 < height ? (cells[at + width] as number) : 0;
      const right = b + 1 < width ? (cells[at + 1] as number) : 0;
      const corner = a + 1 < height && b + 1 < width ? (cells[at + width + 1] as number) : 0;
      cells[at] = (cells[at] as number) + above + right - corner;
    }
  }
}
