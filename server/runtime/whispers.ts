// What nodes whisper to each other: who is here, and what was deleted. Passes and is never kept; a word that is lost or
// not understood (another node may be of another version) changes nothing that the next second does not mend.
import { z } from 'zod';

export const whisperSchema = z.discriminatedUnion('type', [
  /** Persons with a connection to that node, for some of its sessions; an empty list where the last one went. */
  z.object({
    type: z.literal('present'),
    node: z.string(),
    sessions: z.array(z.tuple([z.string(), z.array(z.string())])),
  }),
  /** That node ends: nobody is on it any more. */
  z.object({ type: z.literal('leaving'), node: z.string() }),
  z.object({ type: z.literal('sessionDeleted'), sessionId: z.string() }),
]);
export type Whisper = z.infer<typeof whisperSchema>;

/** The word, or null where it is none of ours. */
export function understood(word: unknown): Whisper | null {
  const parsed = whisperSchema.safeParse(word);
  return parsed.success ? parsed.data : null;
}
