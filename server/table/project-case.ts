// What of a case crosses to a table's viewers: the public part to all, a role's own instructions to its seat alone.
// Field by field: a field of the case that is not named here stays on the server.
import type { Interest, Role } from '../../simulations/schema.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { InterestView, OwnCase, PublicCase } from '../protocol/case-view.ts';
import { publicCase } from '../protocol/public-case.ts';
import type { TableViewer } from '../protocol/table-view.ts';
import { pointsBounds } from './points-bounds.ts';
import type { TableState } from './state.ts';

const kept = new WeakMap<CaseFile, PublicCase>();

/** The public part, built once for each case. */
export function publicPart(caseFile: CaseFile): PublicCase {
  const known = kept.get(caseFile) ?? publicCase(caseFile.simulation);
  kept.set(caseFile, known);
  return known;
}

export const interestView = ({ id, text, issues }: Interest): InterestView => ({ id, text, issues });

/** The role of that id. A table plays a case with all of its roles; another id is a bug. */
export function roleOf({ simulation }: CaseFile, id: string): Role {
  const role = simulation.roles.find((candidate) => candidate.id === id);
  if (!role) throw new Error(`case ${simulation.id} has no role ${id}`);
  return role;
}

/** One's own confidential instructions: for a seat, once reading has started. */
export function instructionsFor(state: TableState, caseFile: CaseFile, viewer: TableViewer): OwnCase | null {
  if (viewer.kind !== 'seat' || state.phase === null) return null;
  const role = roleOf(caseFile, viewer.role);
  const { id, who, brief, alternative } = role;
  const interests = role.interests.map(interestView);
  return { role: id, who, brief, interests, alternative, worth: showsPoints(state) ? worthOf(caseFile, role) : null };
}

/** Own points: always, never, or while reading and preparing alone. */
function showsPoints({ ownPoints, phase }: TableState): boolean {
  if (ownPoints !== 'preparation') return ownPoints === 'always';
  return phase?.kind === 'read' || phase?.kind === 'prepare';
}

function worthOf({ numbers }: CaseFile, role: Role): OwnCase['worth'] {
  const { id, reservationPoints, points } = role;
  const interactions = numbers.interactions.filter((interaction) => interaction.role === id);
  return { reservationPoints, points, interactions, ...pointsBounds(numbers, id) };
}
