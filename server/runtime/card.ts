// One case as a facilitator chooses it: public texts only, field by field.
import type { Simulation } from '../../simulations/schema.ts';
import type { SimulationCard } from '../protocol/session-view.ts';

export function cardOf({
  id,
  title,
  summary,
  contentNotes,
  roles,
  teaches,
  minutes,
  issues,
}: Simulation): SimulationCard {
  return {
    id,
    title,
    summary,
    contentNotes,
    teaches,
    minutes,
    roles: roles.map((role) => ({ id: role.id, name: role.name })),
    issues: issues.length,
  };
}
