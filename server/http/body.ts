// Reads a small JSON body and checks it against its schema. Bad input becomes a rejection that names the field.
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { malformed } from '../protocol/malformed.ts';
import { type Rejection, reject } from '../protocol/rejection.ts';

/** Largest body of any call, bytes. */
const maxBodyBytes = 16 * 1024;

export type Body<Value> = { ok: true; value: Value } | { ok: false; status: number; rejection: Rejection };

export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<Body<z.infer<Schema>>> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    return refused(415, reject('malformed', 'Send JSON (content-type: application/json).'));
  const body = await bytesOf(request);
  if (body === null) return refused(413, reject('tooLarge', `The request is larger than ${maxBodyBytes} bytes.`));
  return parseBody(body.toString('utf8'), schema);
}

/** Null where there is more than that, of which nothing more is read. Rejects where the sender goes away in between. */
function bytesOf(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, rejectWith) => {
    // Gone before anybody listened: it will say nothing more.
    if (request.destroyed && !request.readableEnded) return rejectWith(new Error('the sender went away'));
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) return void chunks.push(chunk);
      request.pause();
      resolve(null);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', rejectWith);
    request.once('close', () => {
      if (!request.readableEnded) rejectWith(new Error('the request ended before its body did'));
    });
  });
}

function parseBody<Schema extends z.ZodType>(text: string, schema: Schema): Body<z.infer<Schema>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(400, reject('malformed', 'The request is not valid JSON.'));
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return refused(400, malformed(parsed.error));
}

const refused = (status: number, rejection: Rejection): { ok: false; status: number; rejection: Rejection } => ({
  ok: false,
  status,
  rejection,
});
