// A case of the library as a story needs it: its packages, how choices are called on the screen, and what they are worth.
import { resolve } from 'node:path';
import type { CaseFile } from '../../server/protocol/case-file.ts';
import { readLibrary } from '../../server/runtime/library.ts';
import { pointsOf } from '../../simulations/payoff.ts';
import type { Choice, Issue, Package, Role } from '../../simulations/schema.ts';
import { type Score, scoreAgreement } from '../../simulations/score.ts';

export type Language = 'en' | 'nl';
const library = resolve(import.meta.dirname, '../../simulations/library');

export class Case {
  readonly file: CaseFile;

  private constructor(file: CaseFile) {
    this.file = file;
  }

  static async read(id = 'importheffing', folder = library): Promise<Case> {
    const file = (await readLibrary(folder)).byId(id);
    if (file === null) throw new Error(`no case ${id} in ${folder}`);
    return new Case(file);
  }

  get issues(): readonly Issue[] {
    return this.file.simulation.issues;
  }
  get roles(): readonly Role[] {
    return this.file.simulation.roles;
  }
  role(id: string): Role {
    const role = this.roles.find((one) => one.id === id);
    if (role === undefined) throw new Error(`no role ${id}`);
    return role;
  }
  title(language: Language): string {
    return this.file.simulation.title[language];
  }

  /** The choice at a place between the first (0) and the last (1) of every issue. */
  packageAt(place: number): Package {
    return Object.fromEntries(this.issues.map((issue) => [issue.id, choiceAt(issue, place)]));
  }

  points(role: string, settlement: Package): number {
    return pointsOf(this.file.numbers, role, settlement);
  }

  score(settlement: Package | null): Score {
    const scored = scoreAgreement(this.file.analysis, settlement);
    if (!scored.ok) throw new Error(`not a package: ${JSON.stringify(scored.faults)}`);
    return scored.score;
  }
}

function choiceAt(issue: Issue, place: number): Choice {
  if ('options' in issue) {
    const option = issue.options[Math.round(place * (issue.options.length - 1))];
    if (option === undefined) throw new Error(`issue ${issue.id} has no options`);
    return option.id;
  }
  const { min, max, step = 1 } = issue.range;
  return min + Math.round((place * (max - min)) / step) * step;
}

/** How a choice is called beside its radio button; a number for a range. */
export function labelOf(issue: Issue, choice: Choice, language: Language): string {
  if (!('options' in issue)) return String(choice);
  const option = issue.options.find(({ id }) => id === choice);
  if (option === undefined) throw new Error(`no option ${choice} on ${issue.id}`);
  return option.label[language];
}
