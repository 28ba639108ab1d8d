// Turns a failed parse into a rejection that names the first faulty field. Never repeats the input back.
import type { z } from 'zod';
import { type Rejection, reject } from './rejection.ts';

export function malformed(error: z.ZodError): Rejection {
  const issue = deepest(error.issues[0]);
  const field = issue?.path.join('.');
  return reject(
    'malformed',
    issue ? `${field || 'The message'}: ${issue.message}` : 'The message is not of the agreed shape.',
    field || undefined,
  );
}

/** Inside a union, the variant that came closest says more than "invalid input". */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const candidates = issue.errors.map((errors) => deepest(errors[0])).filter((found) => found !== undefined);
  const best = candidates.sort((a, b) => b.path.length - a.path.length)[0];
  return best === undefined ? issue : { ...best, path: [...issue.path, ...best.path] };
}
