// Partial packages, one issue after the other, and the way back from a total to the options that make it up.
// Safe for the browser. Knows compiled tables, nothing of dominance.
import type { CompiledCase } from './compiled.ts';

/** What one more issue added: for every partial package that stayed, the one it grew from and the option it took. */
export type Stage = { issue: number; parents: Int32Array; options: Int32Array };

/** Options of the packages `0…count-1` of the last stage: `choices[k * issues + issue]`. */
export function traceChoices(stages: readonly Stage[], issues: number): Int32Array {
  const count = stages.at(-1)?.parents.length ?? 0;
  const choices = new Int32Array(count * issues);
  for (let k = 0; k < count; k++) {
    let at = k;
    for (let depth = stages.length - 1; depth >= 0; depth--) {
      const stage = stages[depth] as Stage;
      choices[k * issues + stage.issue] = stage.options[at] as number;
      at = stage.parents[at] as number;
    }
  }
  return choices;
}

/** Points of an issue's options side by side: `points[option * roles + role]`. */
export function optionPoints(compiled: CompiledCase, issue: number): Float64Array {
  const roles = compiled.roleIds.length;
  const size = compiled.sizes[issue] as number;
  const points = new Float64Array(size * roles);
  for (let role = 0; role < roles; role++) {
    const table = (compiled.tables[role] as Float64Array[])[issue] as Float64Array;
    for (let option = 0; option < size; option++) points[option * roles + role] = table[option] as number;
  }
  return points;
}
