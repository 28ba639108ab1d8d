// Grades the points of a full case against what its author intended: the zone, the character of each issue, the middle.
// Safe for the browser. Knows numbers and intentions; reads no texts.
import { analyse } from './analyse.ts';
import { type CompiledCase, issueExtremes } from './compiled.ts';
import { conflictOf } from './conflict.ts';
import type { Fault } from './fault.ts';
import { type issueCharacters, numbersOf, type Simulation, type zones } from './schema.ts';
import type { Analysis } from './solutions.ts';
import { countRational } from './tally.ts';

export type Zone = (typeof zones)[number];
export type Character = (typeof issueCharacters)[number];

/** Share of all packages in R up to which a zone is narrow, and up to which it is in the middle; above, it is wide. */
export const ZONE_LIMITS = { narrow: 0.1, middle: 0.35 } as const;
/** Stakes that differ by this factor or more make a trade; by less, the issue is distributive. */
export const TRADE_RATIO = 1.5;
/** What the middle of every issue must lose of S* at least, where the case means to teach a trade. */
export const LEAST_CONFLICT = 0.1;

const MOST_BRANCHES = 20_000_000;

/** Faults of a case whose numbers hang together (`shapeFaults` found nothing). */
export function pointFaults(simulation: Simulation): Fault[] {
  const analysis = analyse(numbersOf(simulation));
  const { compiled } = analysis;
  return [
    ...zoneFaults(simulation, analysis),
    ...simulation.issues.flatMap((issue, index) => characterFaults(simulation, compiled, issue.id, index)),
    ...(simulation.intended.zone === 'none' ? [] : reservationFaults(compiled)),
    ...middleFaults(simulation, conflictOf(analysis)),
  ];
}

/** The zone that a share of packages in R makes. */
export function zoneOf(share: number): Zone {
  if (share === 0) return 'none';
  return share < ZONE_LIMITS.narrow ? 'narrow' : share <= ZONE_LIMITS.middle ? 'middle' : 'wide';
}

/**
 * What an issue is between the roles, by its own points (interactions are left out): compatible where no two roles rank any
 * two options in opposite ways; otherwise, over the pairs of roles that disagree on more pairs of options than they agree on,
 * a trade-off where the larger stake is at least 1.5 times the smaller in one of them, else distributive. A stake is the spread
 * of a role's points on the issue; where points cannot be compared, as a share of the role's spread over all issues. 'mixed'
 * where roles disagree, but none of them mostly (integrative in parts: Raiffa 1982; Froman & Cohen 1970 on logrolling).
 */
export function characterOf(compiled: CompiledCase, issue: number): Character | 'mixed' | 'nobody cares' {
  const stakes = compiled.tables.map((_, role) => stakeOf(compiled, role, issue));
  if (stakes.every((stake) => stake === 0)) return 'nobody cares';
  const pairs = rolePairs(compiled.tables.length).map(([left, right]) => ({
    ...ranking(
      (compiled.tables[left] as Float64Array[])[issue] as Float64Array,
      (compiled.tables[right] as Float64Array[])[issue] as Float64Array,
    ),
    ratio:
      Math.max(stakes[left] as number, stakes[right] as number) /
      Math.min(stakes[left] as number, stakes[right] as number),
  }));
  if (pairs.every(({ against }) => against === 0)) return 'compatible';
  const opposed = pairs.filter(({ alike, against }) => against > alike);
  if (opposed.length === 0) return 'mixed';
  return opposed.some(({ ratio }) => ratio >= TRADE_RATIO) ? 'tradeOff' : 'distributive';
}

function zoneFaults(simulation: Simulation, { compiled, tally }: Analysis): Fault[] {
  const path = 'intended.zone';
  const count = countRational(compiled, tally, MOST_BRANCHES);
  if (count === null)
    return [{ path, message: 'too many packages to count the zone', mend: 'fewer issues or options' }];
  const share = count / compiled.outcomes;
  const zone = zoneOf(share);
  if (zone === simulation.intended.zone) return [];
  const percent = `${(100 * share).toPrecision(3)} % of all packages`;
  return [
    {
      path,
      message: `meant to be ${simulation.intended.zone}, but is ${zone}: ${count} packages, ${percent}, suit every role`,
      mend: `raise or lower reservationPoints, or write ${zone}`,
    },
  ];
}

function characterFaults(simulation: Simulation, compiled: CompiledCase, id: string, index: number): Fault[] {
  const path = `intended.character.${id}`;
  const intended = simulation.intended.character[id];
  const character = characterOf(compiled, index);
  if (intended === undefined)
    return [{ path, message: 'not said what the issue is meant to be', mend: `write ${id}: ${character}` }];
  if (character === intended) return [];
  const stakes = compiled.tables
    .map((_, role) => `${compiled.roleIds[role]} ${Number(stakeOf(compiled, role, index).toPrecision(3))}`)
    .join(', ');
  return [
    {
      path,
      message: `meant to be ${intended}, but is ${character} (stakes: ${stakes})`,
      mend: 'change the points of this issue, or the intention',
    },
  ];
}

function reservationFaults(compiled: CompiledCase): Fault[] {
  const most = compiled.tables.map((table, role) =>
    Math.min(compiled.caps[role] as number, bestOf(compiled, role, table.length)),
  );
  return most.flatMap((points, role) =>
    points >= (compiled.reservation[role] as number) - compiled.tolerance
      ? []
      : [
          {
            path: `roles[${role}].reservationPoints`,
            message: `${compiled.reservation[role]}, but no package is worth more than ${points}`,
            mend: 'lower it, or raise points',
          },
        ],
  );
}

/** The most a role can get, or more where paying interactions exclude each other. */
function bestOf(compiled: CompiledCase, role: number, issues: number): number {
  let most = 0;
  for (let issue = 0; issue < issues; issue++) most += issueExtremes(compiled, role, issue).most;
  for (const interaction of compiled.interactions)
    if (interaction.role === role) most += Math.max(0, interaction.points);
  return most;
}

function middleFaults(simulation: Simulation, conflict: number | null): Fault[] {
  const trades = Object.values(simulation.intended.character).includes('tradeOff');
  if (!trades || conflict === null || conflict >= LEAST_CONFLICT) return [];
  const lost = `${(100 * conflict).toFixed(1)} %`;
  return [
    {
      path: 'intended.character',
      message: `meeting in the middle of every issue loses only ${lost} of the best joint surplus`,
      mend: `make trades worth more: at least ${100 * LEAST_CONFLICT} %`,
    },
  ];
}

function stakeOf(compiled: CompiledCase, role: number, issue: number): number {
  const spread = (at: number) => {
    const { least, most } = issueExtremes(compiled, role, at);
    return most - least;
  };
  if (compiled.comparable) return spread(issue);
  const all = Array.from(compiled.sizes.keys()).reduce((sum, at) => sum + spread(at), 0);
  return all === 0 ? 0 : spread(issue) / all;
}

function rolePairs(roles: number): [number, number][] {
  return Array.from({ length: roles }, (_, left) => left).flatMap((left) =>
    Array.from({ length: roles - left - 1 }, (_, k): [number, number] => [left, left + 1 + k]),
  );
}

/** Pairs of options that two roles rank alike and in opposite ways; indifference counts as neither. Capped at 1,000 options. */
function ranking(left: Float64Array, right: Float64Array): { alike: number; against: number } {
  const stride = Math.max(1, Math.ceil(left.length / 1000));
  let alike = 0;
  let against = 0;
  for (let a = 0; a < left.length; a += stride) {
    for (let b = a + stride; b < left.length; b += stride) {
      const product = ((left[a] as number) - (left[b] as number)) * ((right[a] as number) - (right[b] as number));
      if (product > 0) alike++;
      if (product < 0) against++;
    }
  }
  return { alike, against };
}
