// One settlement of an issue in words: the option's label, or a number with its unit. Pure; the caller supplies speech and figures.
import type { Choice, Issue } from '../../simulations/schema.ts';

type Speech = { say: (text: { nl: string; en: string }) => string; number: (value: number) => string };

/** An option that the case does not know is said as it is written; a missing one as a dash. */
export function choiceWords(issue: Issue, choice: Choice | undefined, { say, number }: Speech): string {
  if (choice === undefined) return '–';
  if ('options' in issue) {
    const option = issue.options.find(({ id }) => id === choice);
    return option ? say(option.label) : String(choice);
  }
  return typeof choice === 'number' ? `${number(choice)} ${say(issue.range.unit)}` : String(choice);
}
