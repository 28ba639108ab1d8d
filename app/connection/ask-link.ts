// Asks the server for a link secret of one's own. Whole address or null; the secret stands in the fragment and is never logged.
import type { z } from 'zod';
import type { linkAnswerSchema, linkRequestSchema } from '../../server/protocol/http.ts';
import { postJson } from './ask-http.ts';
import { roomOrigin } from './room-origin.ts';

export async function askLink(wish: z.infer<typeof linkRequestSchema>): Promise<string | null> {
  const outcome = await postJson<z.infer<typeof linkAnswerSchema>>('/api/links', wish);
  return outcome.ok ? new URL(outcome.answer.path, await roomOrigin()).href : null;
}
