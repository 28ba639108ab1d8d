// Whether the numbers of a case hang together: references, lengths, ranges, conditions that can hold.
// Safe for the browser. Judges no negotiation: a case may be dull, empty of deals or one-sided and still pass.
import { type Fault, listed } from './fault.ts';
import { isRange, type NumberIssue, onRange, settlementCount, settlements } from './grid.ts';
import { conditionHolds } from './payoff.ts';
import type { Interaction, Numbers } from './schema.ts';

/** A range with more steps than this is a mistake more often than a case; memory is kept per step. */
const MOST_STEPS = 1_000_000;
const LARGEST_FIGURE = 1e12;

/** Every fault in the numbers of a case; `compileCase` may be called on a case without any. */
export function shapeFaults(numbers: Numbers): Fault[] {
  return [
    ...duplicates(
      numbers.issues.map(({ id }) => id),
      'issues',
    ),
    ...duplicates(
      numbers.roles.map(({ id }) => id),
      'roles',
    ),
    ...numbers.issues.flatMap(issueFaults),
    ...numbers.roles.flatMap((_, index) => roleFaults(numbers, index)),
    ...numbers.interactions.flatMap((interaction, index) =>
      interactionFaults(numbers, interaction, `interactions[${index}]`),
    ),
    ...agreementFaults(numbers),
    ...sizeFaults(numbers),
  ];
}

/** Sums of larger figures would lose their last digits. */
function sizeFaults(numbers: Numbers): Fault[] {
  const figures: [string, number][] = numbers.roles.flatMap((role, index): [string, number][] => [
    [`roles[${index}].reservationPoints`, role.reservationPoints],
    ...Object.entries(role.points).flatMap(([id, points]) =>
      (Array.isArray(points) ? points : [points.at, points.perUnit]).map((figure): [string, number] => [
        `roles[${index}].points.${id}`,
        figure,
      ]),
    ),
  ]);
  for (const [index, { points }] of numbers.interactions.entries())
    figures.push([`interactions[${index}].points`, points]);
  return figures
    .filter(([, figure]) => Math.abs(figure) > LARGEST_FIGURE)
    .map(([path, figure]) => ({ path, message: `${figure} is too large`, mend: `stay within ${LARGEST_FIGURE}` }));
}

function duplicates(ids: readonly string[], path: string, member = '.id'): Fault[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [{ path: `${path}[${index}]${member}`, message: `${id} is used twice`, mend: 'give it an id of its own' }],
  );
}

function issueFaults(issue: NumberIssue, index: number): Fault[] {
  const path = `issues[${index}]`;
  if (!isRange(issue)) return duplicates(issue.options, `${path}.options`, '');
  if (issue.max < issue.min)
    return [{ path, message: `max ${issue.max} lies below min ${issue.min}`, mend: 'exchange them' }];
  if (settlementCount(issue) > MOST_STEPS) {
    return [{ path: `${path}.step`, message: `more than ${MOST_STEPS} steps`, mend: 'take a larger step' }];
  }
  if (issue.step !== undefined && !onRange(issue, issue.max)) {
    return [
      {
        path: `${path}.max`,
        message: `${issue.max} is not a whole number of steps of ${issue.step} above ${issue.min}`,
        mend: `end the range on a step`,
      },
    ];
  }
  return [];
}

function roleFaults(numbers: Numbers, index: number): Fault[] {
  const role = numbers.roles[index] as Numbers['roles'][number];
  const path = `roles[${index}].points`;
  const known = new Set(numbers.issues.map(({ id }) => id));
  const strangers = Object.keys(role.points).filter((id) => !known.has(id));
  return [
    ...strangers.map((id) => ({
      path: `${path}.${id}`,
      message: 'no such issue',
      mend: `the issues are ${listed([...known])}`,
    })),
    ...numbers.issues.flatMap((issue) =>
      pointsFaults(
        issue,
        Object.hasOwn(role.points, issue.id) ? role.points[issue.id] : undefined,
        `${path}.${issue.id}`,
      ),
    ),
  ];
}

function pointsFaults(
  issue: NumberIssue,
  points: Numbers['roles'][number]['points'][string] | undefined,
  path: string,
): Fault[] {
  if (points === undefined)
    return [{ path, message: 'no points for this issue', mend: 'write them, 0 where the role does not care' }];
  if (isRange(issue)) {
    return Array.isArray(points)
      ? [
          {
            path,
            message: 'a list of points for a range',
            mend: 'write { at: points of the min, perUnit: points for each unit above it }',
          },
        ]
      : [];
  }
  if (!Array.isArray(points))
    return [
      {
        path,
        message: 'at and perUnit belong to ranges',
        mend: `write ${issue.options.length} points, one for each option`,
      },
    ];
  if (points.length === issue.options.length) return [];
  return [
    {
      path,
      message: `${points.length} points for ${issue.options.length} options`,
      mend: `one for each of ${listed(issue.options)}`,
    },
  ];
}

function interactionFaults(numbers: Numbers, interaction: Interaction, path: string): Fault[] {
  const faults: Fault[] = [];
  if (!numbers.roles.some(({ id }) => id === interaction.role)) {
    faults.push({
      path: `${path}.role`,
      message: `no role ${interaction.role}`,
      mend: `the roles are ${listed(numbers.roles.map(({ id }) => id))}`,
    });
  }
  const conditions = Object.entries(interaction.when);
  if (conditions.length === 0)
    faults.push({ path: `${path}.when`, message: 'no condition', mend: 'name at least one issue' });
  for (const [issueId, condition] of conditions) {
    const issue = numbers.issues.find(({ id }) => id === issueId);
    if (!issue)
      faults.push({
        path: `${path}.when.${issueId}`,
        message: 'no such issue',
        mend: `the issues are ${listed(numbers.issues.map(({ id }) => id))}`,
      });
    else if (!settlements(issue).some((choice) => conditionHolds(issue, condition, choice))) {
      faults.push({
        path: `${path}.when.${issueId}`,
        message: `${JSON.stringify(condition)} can never hold`,
        mend: `the choices are ${listed(settlements(issue))}`,
      });
    }
  }
  return faults;
}

function agreementFaults({ agreement, roles }: Numbers): Fault[] {
  if (agreement.rule === 'unanimous') return [];
  const ids = roles.map(({ id }) => id);
  const faults: Fault[] = agreement.veto.flatMap((id, index) =>
    ids.includes(id)
      ? []
      : [{ path: `agreement.veto[${index}]`, message: `no role ${id}`, mend: `the roles are ${listed(ids)}` }],
  );
  if (agreement.count > roles.length) {
    faults.push({
      path: 'agreement.count',
      message: `${agreement.count} of ${roles.length} roles can never sign`,
      mend: `at most ${roles.length}`,
    });
  }
  return [...faults, ...duplicates(agreement.veto, 'agreement.veto', '')];
}
