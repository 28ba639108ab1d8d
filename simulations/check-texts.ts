// Reads the texts of a full case: both languages there, references that lead somewhere, figures that agree with the points.
// Safe for the browser. Knows words and tables; judges no negotiation.
import { type Fault, listed } from './fault.ts';
import type { Bilingual, IssuePoints, Role, Simulation } from './schema.ts';

/** A text as long as this that reads the same in both languages was not written twice. */
const LONG_TEXT = 40;
/** "40 points", "-5 punten", "12,5 extra punten", "40 of your points". Numbers in words are not read. */
const POINTS_NEARBY =
  /([-−]?\d+(?:[.,]\d+)?)\s+(?:(?:extra|more|fewer|less|meer|minder|of your|van je)\s+)?(?:points?|punt(?:en)?)\b/giu;

const languages = ['nl', 'en'] as const;

/** Faults in references and texts. */
export function textFaults(simulation: Simulation): Fault[] {
  return [
    ...referenceFaults(simulation),
    ...untranslated(simulation, ''),
    ...simulation.roles.flatMap((role, index) => figureFaults(simulation, role, `roles[${index}]`)),
  ];
}

function referenceFaults({ issues, roles, intended }: Simulation): Fault[] {
  const known = issues.map(({ id }) => id);
  const strange = (id: string, path: string): Fault[] =>
    known.includes(id) ? [] : [{ path, message: `no issue ${id}`, mend: `the issues are ${listed(known)}` }];
  const interests = roles.flatMap((role, r) =>
    role.interests.flatMap((interest, i) => {
      const path = `roles[${r}].interests[${i}]`;
      const first = role.interests.findIndex(({ id }) => id === interest.id);
      const twice =
        first === i
          ? []
          : [{ path: `${path}.id`, message: `${interest.id} is used twice`, mend: 'give it an id of its own' }];
      return [...twice, ...interest.issues.flatMap((id, k) => strange(id, `${path}.issues[${k}]`))];
    }),
  );
  return [...interests, ...Object.keys(intended.character).flatMap((id) => strange(id, `intended.character.${id}`))];
}

/** Every pair of texts in the case, wherever it stands, that says the same in both languages. */
function untranslated(value: unknown, path: string): Fault[] {
  if (isBilingual(value)) {
    if (value.nl.length < LONG_TEXT || value.nl !== value.en) return [];
    return [{ path, message: 'Dutch and English are the same text', mend: 'write both' }];
  }
  if (Array.isArray(value)) return value.flatMap((entry, index) => untranslated(entry, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => untranslated(entry, path === '' ? key : `${path}.${key}`));
}

function isBilingual(value: unknown): value is Bilingual {
  return (
    typeof value === 'object' &&
    value !== null &&
    'nl' in value &&
    'en' in value &&
    typeof value.nl === 'string' &&
    typeof value.en === 'string'
  );
}

/**
 * Numbers of points in a role's confidential texts. The alternative must give the reservation points; everything else a figure
 * of the role's own table: an option, a difference between two options of one issue, an interaction, the reservation points,
 * or the best or worst package. A figure of points in one language must stand as a number in the other one too.
 */
function figureFaults(simulation: Simulation, role: Role, path: string): Fault[] {
  const known = knownFigures(simulation, role);
  const texts: [string, Bilingual][] = [
    ['who', role.who],
    ['brief', role.brief],
    ...role.interests.map((interest, index): [string, Bilingual] => [`interests[${index}].text`, interest.text]),
  ];
  return [
    ...texts.flatMap(([name, text]) =>
      disagreements(
        text,
        `${path}.${name}`,
        (figure) => known.some((each) => near(each, figure)),
        'the points table has no such figure for this role',
      ),
    ),
    ...disagreements(
      role.alternative,
      `${path}.alternative`,
      (figure) => near(role.reservationPoints, figure),
      `the reservation value is ${role.reservationPoints} points`,
    ),
  ];
}

function disagreements(text: Bilingual, path: string, agrees: (figure: number) => boolean, message: string): Fault[] {
  const faults = languages.flatMap((language) =>
    figuresIn(text[language])
      .filter((figure) => !agrees(figure))
      .map((figure) => ({
        path: `${path}.${language}`,
        message: `says ${figure} points, but ${message}`,
        mend: 'correct the text or the points',
      })),
  );
  const alone = [...missingFrom(text.nl, text.en, 'en'), ...missingFrom(text.en, text.nl, 'nl')];
  if (faults.length > 0) return faults;
  return alone.map(({ figure, language }) => ({
    path: `${path}.${language}`,
    message: `the other language says ${figure} points, this one has no ${figure}`,
    mend: 'name the same figures in both',
  }));
}

/** Figures of points in one text that stand nowhere as a number in its other language. */
function missingFrom(text: string, other: string, language: 'nl' | 'en'): { figure: number; language: string }[] {
  const there = Array.from(other.matchAll(/\d+(?:[.,]\d+)?/gu), ([digits]) => Number(digits.replace(',', '.')));
  const missing = [...new Set(figuresIn(text))].filter((figure) => !there.includes(Math.abs(figure)));
  return missing.map((figure) => ({ figure, language }));
}

/** Numbers that stand before "points" or "punten". */
export function figuresIn(text: string): number[] {
  return Array.from(text.matchAll(POINTS_NEARBY), ([, figure = '']) =>
    Number(figure.replace('−', '-').replace(',', '.')),
  );
}

function knownFigures(simulation: Simulation, role: Role): number[] {
  const tables = simulation.issues.flatMap((issue) => {
    const points = role.points[issue.id];
    return points === undefined ? [] : [{ points, width: 'range' in issue ? issue.range.max - issue.range.min : 0 }];
  });
  const extras = simulation.interactions
    .filter((interaction) => interaction.role === role.id)
    .map(({ points }) => points);
  const ends = tables.map(({ points, width }) => endsOf(points, width));
  const best = ends.reduce((sum, { most }) => sum + most, 0);
  const worst = ends.reduce((sum, { least }) => sum + least, 0);
  return [
    role.reservationPoints,
    best,
    worst,
    ...extras,
    ...tables.flatMap(({ points, width }) => issueFigures(points, width)),
  ];
}

function issueFigures(points: IssuePoints, width: number): number[] {
  if (!Array.isArray(points))
    return [points.at, points.perUnit, points.at + points.perUnit * width, points.perUnit * width];
  return [...points, ...points.flatMap((one) => points.map((other) => one - other))];
}

function endsOf(points: IssuePoints, width: number): { least: number; most: number } {
  const ends = Array.isArray(points) ? points : [points.at, points.at + points.perUnit * width];
  return { least: Math.min(...ends), most: Math.max(...ends) };
}

/** "12 points less" and "-12 points" are the same figure. */
function near(known: number, figure: number): boolean {
  return Math.abs(Math.abs(known) - Math.abs(figure)) < 1e-9;
}
