// Every package of a case, one after the other, with its points kept up to date on the way.
// Safe for the browser. Knows a compiled case; what is done with each package is the visitor's affair.
import { BranchRest, type Interest } from './branch-rest.ts';
import type { CompiledCase, CompiledInteraction } from './compiled.ts';

/** Called once for each package. Both arrays are reused: read them, never keep them. */
export type Visitor = (points: Float64Array, options: Int32Array) => void;

/**
 * Visits every package, last issue fastest. Cost: one addition per role and package, plus the interactions that the last
 * issue decides. Sums are added in issue order; interactions join where their last issue is chosen. With an `interest`,
 * branches that are not wanted are left out; the rest comes in the same order.
 */
export function visitPackages(compiled: CompiledCase, visit: Visitor, interest?: Interest): void {
  const roles = compiled.roleIds.length;
  const issues = compiled.sizes.length;
  const sums = Array.from({ length: issues + 1 }, () => new Float64Array(roles));
  const options = new Int32Array(issues);
  const capped = compiled.caps.some((cap) => cap !== Number.POSITIVE_INFINITY);
  const decidedBy = interactionsByLastIssue(compiled);
  const rest = interest ? new BranchRest(compiled, interest) : null;
  const tables = Array.from({ length: issues }, (_, issue) =>
    compiled.tables.map((table) => table[issue] as Float64Array),
  );

  const arrive = (points: Float64Array): void => {
    if (capped) cap(points, compiled.caps);
    visit(points, options);
  };
  const descend = (issue: number): void => {
    const before = sums[issue] as Float64Array;
    const after = sums[issue + 1] as Float64Array;
    const own = tables[issue] as Float64Array[];
    const extras = decidedBy[issue] as CompiledInteraction[];
    const size = compiled.sizes[issue] as number;
    for (let option = 0; option < size; option++) {
      options[issue] = option;
      for (let role = 0; role < roles; role++)
        after[role] = (before[role] as number) + ((own[role] as Float64Array)[option] as number);
      if (extras.length > 0) addInteractions(extras, options, after);
      if (issue + 1 === issues) arrive(after);
      else if (rest === null || rest.wants(after, issue + 1)) descend(issue + 1);
    }
  };
  descend(0);
}

/** Interactions listed under the last issue (in file order) that they depend on. */
export function interactionsByLastIssue(compiled: CompiledCase): CompiledInteraction[][] {
  const byIssue = Array.from({ length: compiled.sizes.length }, (): CompiledInteraction[] => []);
  for (const interaction of compiled.interactions) byIssue[Math.max(...interaction.issues)]?.push(interaction);
  return byIssue;
}

function addInteractions(extras: CompiledInteraction[], options: Int32Array, points: Float64Array): void {
  for (const { role, points: extra, issues, holds } of extras) {
    let all = true;
    for (let k = 0; all && k < issues.length; k++)
      all = (holds[k] as Uint8Array)[options[issues[k] as number] as number] === 1;
    if (all) points[role] = (points[role] as number) + extra;
  }
}

function cap(points: Float64Array, caps: Float64Array): void {
  for (let role = 0; role < points.length; role++)
    points[role] = Math.min(points[role] as number, caps[role] as number);
}
