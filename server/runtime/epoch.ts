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

export const epochOf = (viewerKey: string): string => hash(`${protocolHash}/${viewerKey}`);
