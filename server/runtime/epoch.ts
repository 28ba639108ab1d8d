// The view epoch: a hash of protocol and viewer. Another epoch means that versions cannot be compared and a fresh view is due.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { summarySchema } from '../protocol/summaries.ts';
import { commandFrameSchema, eventsFrameSchema, resumeAnswerSchema } from '../protocol/wire.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** Pins the wire: changes whenever a frame's shape does. */
export const protocolHash: string = hash(
  JSON.stringify(
    [commandFrameSchema, resumeAnswerSchema, eventsFrameSchema, summarySchema].map((schema) => z.toJSONSchema(schema)),
  ),
);

/** Asked for each second by every connection, and always the same. */
const known = new Map<string, string>();
const mostKnown = 20_000;

let storeMark = '';
/** The store came back from a backup (`restored.ts`): every view counts from another beginning. */
export function markStore(mark: string): void {
  if (mark === storeMark) return;
  storeMark = mark;
  known.clear();
}

export const markOfStore = (): string => storeMark;

/** `generation` tells a journal that had to be read anew, whose versions count from another beginning. */
export function epochOf(viewerKey: string, generation = 0): string {
  const key = generation === 0 ? viewerKey : `${viewerKey}#${generation}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const epoch = hash(`${protocolHash}/${storeMark}/${key}`);
  if (known.size >= mostKnown) known.clear();
  known.set(key, epoch);
  return epoch;
}
