// The public part of a case, built field by field: what is not named here does not leave the server.
// Knows nothing of roles' confidential parts beyond their id and public name.
import type { Issue, Simulation } from '../../simulations/schema.ts';
import type { PublicCase } from './case-view.ts';

export function publicCase(simulation: Simulation): PublicCase {
  const { id, title, summary, contentNotes, publicBrief, issues, roles, agreement } = simulation;
  return {
    id,
    title,
    summary,
    contentNotes,
    publicBrief,
    issues: issues.map(publicIssue),
    roles: roles.map(({ id: role, name }) => ({ id: role, name })),
    agreement,
  };
}

function publicIssue(issue: Issue): Issue {
  const { id, name, explanation } = issue;
  if ('range' in issue) {
    const { min, max, step, unit } = issue.range;
    return { id, name, explanation, range: step === undefined ? { min, max, unit } : { min, max, step, unit } };
  }
  return { id, name, explanation, options: issue.options.map(({ id: option, label }) => ({ id: option, label })) };
}
