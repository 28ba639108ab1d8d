// Asks the server for a link secret of one's own. Whole address or null; the secret stands in the fragment and is never logged.
import type { z } from 'zod';
import type { linkAnswerSchema, linkRequestSchema } from '../../server/protocol/http.ts';

export async function askLink(wish: z.infer<typeof linkRequestSchema>): Promise<string | null> {
  try {
    const response = await fetch('/api/links', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    if (!response.ok) return null;
    const { path } = (await response.json()) as z.infer<typeof linkAnswerSchema>;
    return new URL(path, location.origin).href;
  } catch {
    return null;
  }
}
