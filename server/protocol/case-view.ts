// What of a case a viewer receives: the public part, and one role's confidential part.
// Built field by field by the table; nothing of another role can be named in these shapes by accident.
import { z } from 'zod';
import {
  agreementRuleSchema,
  bilingualSchema,
  interactionSchema,
  issuePointsSchema,
  issueSchema,
} from '../../simulations/schema.ts';

export const publicCaseSchema = z.strictObject({
  id: z.string(),
  title: bilingualSchema,
  summary: bilingualSchema,
  contentNotes: z.array(bilingualSchema),
  publicBrief: bilingualSchema,
  issues: z.array(issueSchema),
  roles: z.array(z.strictObject({ id: z.string(), name: bilingualSchema })),
  agreement: agreementRuleSchema,
});
export type PublicCase = z.infer<typeof publicCaseSchema>;

export const interestViewSchema = z.strictObject({
  id: z.string(),
  text: bilingualSchema,
  issues: z.array(z.string()),
});
export type InterestView = z.infer<typeof interestViewSchema>;

/** One's own confidential instructions. `worth` is null where own points are never shown. */
export const ownCaseSchema = z.strictObject({
  role: z.string(),
  who: bilingualSchema,
  brief: bilingualSchema,
  interests: z.array(interestViewSchema),
  alternative: bilingualSchema,
  worth: z
    .strictObject({
      reservationPoints: z.number(),
      points: z.record(z.string(), issuePointsSchema),
      interactions: z.array(interactionSchema),
      /** Least and most points any package can bring this role. */
      least: z.number(),
      most: z.number(),
    })
    .nullable(),
});
export type OwnCase = z.infer<typeof ownCaseSchema>;
