// What other formats cannot carry, named before anything is written.
// Pure. Knows numbers, nothing of files.
import { isRange } from '../grid.ts';
import type { Numbers } from '../schema.ts';
import { InterchangeRefusal } from './xml.ts';

/** Refuses a case of which something would be lost; `format` stands in the message. Refusal lists everything at once. */
export function refuseLosses(numbers: Numbers, format: string): void {
  const losses = [
    ...numbers.interactions.slice(0, 1).map(() => `${numbers.interactions.length} interaction(s)`),
    ...numbers.roles
      .filter(({ capPoints }) => capPoints !== undefined)
      .map(({ id }) => `the cap on the points of ${id}`),
    ...(numbers.agreement.rule === 'unanimous' ? [] : [`the agreement rule "at least ${numbers.agreement.count}"`]),
    ...numbers.issues.flatMap((issue) => {
      if (!isRange(issue)) return [];
      if (issue.step === undefined) return [];
      if (issue.step !== 1 || !Number.isInteger(issue.min) || !Number.isInteger(issue.max))
        return [`the steps of ${issue.step} of ${issue.id} (list its values as options instead)`];
      return [];
    }),
  ];
  if (losses.length > 0) throw new InterchangeRefusal(format, `would lose ${losses.join(', ')}`);
}
