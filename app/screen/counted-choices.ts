// How often each settlement of an issue was agreed in the room, most often first. Pure.
import type { TableOutcome } from '../../server/protocol/debrief-view.ts';
import type { Choice, Issue } from '../../simulations/schema.ts';

export function countedChoices(
  outcomes: readonly Pick<TableOutcome, 'package'>[],
  issue: Pick<Issue, 'id'>,
): { choice: Choice; tables: number }[] {
  const counts = new Map<Choice, number>();
  for (const { package: settlement } of outcomes) {
    const choice = settlement?.[issue.id];
    if (choice !== undefined) counts.set(choice, (counts.get(choice) ?? 0) + 1);
  }
  return [...counts].map(([choice, tables]) => ({ choice, tables })).sort((a, b) => b.tables - a.tables);
}
