// Phases of a round and steps of a debrief, as data that a session carries.
import { z } from 'zod';
import { phaseKinds } from '../../simulations/schema.ts';
import { instantSchema } from './words.ts';

export const phaseKindSchema = z.enum(phaseKinds);
export type { PhaseKind } from '../../simulations/schema.ts';

/** Who does a phase together. */
export const groupingSchema = z.enum(['alone', 'roleGroup', 'table', 'everyone']);
export const phasePlanSchema = z.strictObject({
  kind: phaseKindSchema,
  minutes: z.int().min(1).max(180),
  grouping: groupingSchema,
});
export type PhasePlan = z.infer<typeof phasePlanSchema>;

/** A phase under way. `deadline` is an absolute store time; while paused it is meaningless and `remainingMs` holds. */
export const runningPhaseSchema = z.strictObject({
  index: z.int().min(0),
  kind: phaseKindSchema,
  startedAt: instantSchema,
  deadline: instantSchema.nullable(),
});
export type RunningPhase = z.infer<typeof runningPhaseSchema>;

export const clockSchema = z.union([
  z.strictObject({ paused: z.literal(false) }),
  z.strictObject({ paused: z.literal(true), remainingMs: z.int().nullable() }),
]);
export type Clock = z.infer<typeof clockSchema>;

/** Steps of the debrief, in the order in which they are offered; any may be skipped, none goes back. */
export const debriefSteps = [
  'yourself',
  'talk',
  'deals',
  'together',
  'interests',
  'better',
  'share',
  'allTables',
  'takeaway',
] as const;
export const debriefStepSchema = z.enum(debriefSteps);
export type DebriefStep = z.infer<typeof debriefStepSchema>;
