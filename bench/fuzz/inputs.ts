// What is sent: frames made of the wire's schemas and spoiled, packets, HTTP requests, bytes. Sends nothing itself.
import {
  deleteRequestSchema,
  eraseRequestSchema,
  exchangeRequestSchema,
  hostRequestSchema,
  joinRequestSchema,
  linkRequestSchema,
  revokeRequestSchema,
} from '../../server/protocol/http.ts';
import { commandFrameSchema, handshakeSchema, noteFrameSchema, resumeFrameSchema } from '../../server/protocol/wire.ts';
import type { Chance } from './chance.ts';
import { type Known, madeOf, oddValue, plainSchema, spoiled, written } from './from-schema.ts';

const frames = {
  command: plainSchema(commandFrameSchema),
  resume: plainSchema(resumeFrameSchema),
  note: plainSchema(noteFrameSchema),
};
const calls = {
  '/api/sessions': plainSchema(hostRequestSchema),
  '/api/join': plainSchema(joinRequestSchema),
  '/api/links': plainSchema(linkRequestSchema),
  '/api/links/exchange': plainSchema(exchangeRequestSchema),
  '/api/links/revoke': plainSchema(revokeRequestSchema),
  '/api/sessions/delete': plainSchema(deleteRequestSchema),
  '/api/people/erase': plainSchema(eraseRequestSchema),
};
const handshake = plainSchema(handshakeSchema);

/** The arguments of an event that has to be answered, as JSON: `"command",{…}`. */
export function frame(chance: Chance, known: Known): string {
  if (chance.once(20)) return `"clock"${chance.once(2) ? `,${written(oddValue(chance))}` : ''}`;
  const event = chance.one(['command', 'command', 'command', 'resume', 'note'] as const);
  const valid = madeOf(frames[event], chance, known);
  const sent = chance.once(5) ? valid : spoiled(chance.once(3) ? spoiled(valid, chance) : valid, chance);
  const extra = chance.once(15) ? `,${written(oddValue(chance))}` : '';
  return `"${event}",${written(sent)}${extra}`;
}

/** A packet that need not be answered: Socket.IO's and Engine.IO's own grammar, broken. */
export function packet(chance: Chance, known: Known): string {
  const good = `42${chance.int(99)}[${frame(chance, known)}]`;
  const reserved = chance.one(['connect', 'disconnect', 'disconnecting', 'error', 'connect_error', 'newListener', '']);
  const ways = [
    () => good.slice(0, chance.int(good.length)),
    () => cut(good, chance),
    () => `42["${reserved}",${written(oddValue(chance))}]`,
    () => `42${chance.int(9)}["${reserved}",{}]`,
    () => `4${chance.int(10)}${chance.one(['', '/', '/admin,', '{}', '[]', '[1]', '-', '999999999999999999999[]'])}`,
    () => `45${chance.int(3)}-${chance.int(9)}["command",{"_placeholder":true,"num":${chance.int(9)}}]`,
    () => `40${written(spoiled(madeOf(handshake, chance, known), chance))}`,
    () => `${chance.int(10)}${written(oddValue(chance))}`,
    () => text(chance),
  ];
  return chance.one(ways)();
}

/** A whole HTTP request. `answered`: well enough formed that there has to be an answer. */
export function request(chance: Chance, known: Known, cookie: string): { bytes: Buffer; answered: boolean } {
  const path = chance.one(Object.keys(calls) as (keyof typeof calls)[]);
  const body = written(spoiled(madeOf(calls[path], chance, known), chance));
  const sent = chance.once(6) ? cut(body, chance) : body;
  const own = chance.once(2) ? `Cookie: ${cookie}\r\n` : '';
  const type = chance.one(['application/json', 'application/json', 'application/json', 'text/plain', '']);
  const head = `Host: x\r\nConnection: close\r\nContent-Type: ${type}\r\n${own}`;
  const good = `POST ${path} HTTP/1.1\r\n${head}Content-Length: ${Buffer.byteLength(sent)}\r\n\r\n${sent}`;
  const odd = chance.int(8);
  if (odd > 2) return { bytes: Buffer.from(good), answered: true };
  if (odd === 0) return { bytes: Buffer.from(cut(good, chance), 'latin1'), answered: false };
  if (odd === 1) return { bytes: Buffer.from(`${line(chance)}${head}\r\n`, 'latin1'), answered: false };
  return { bytes: bytes(chance), answered: false };
}

const line = (chance: Chance): string =>
  `${chance.one(['GET', 'POST', 'HEAD', 'OPTIONS', 'TRACE', 'BREW', ''])} ${chance.one([
    '/',
    '/api/me',
    '/api/../api/join',
    '/%2e%2e/%00',
    '//x/api',
    'http://x/api/join',
    '/live?EIO=4&transport=polling&sid=__proto__',
    '/live?EIO=999&transport=constructor',
    '/live/?EIO=4&transport=polling&j=0',
    '/join/<script>',
    `/${'a'.repeat(9_000)}`,
  ])} HTTP/${chance.one(['1.1', '1.0', '2.0', '9', ''])}\r\n`;

/** Pieces taken out, doubled or replaced. */
function cut(good: string, chance: Chance): string {
  const at = chance.int(good.length + 1);
  const to = at + chance.int(12);
  return good.slice(0, at) + chance.one(['', good.slice(at, to).repeat(2), text(chance)]) + good.slice(to);
}

const text = (chance: Chance): string =>
  Array.from({ length: chance.int(40) }, () => String.fromCharCode(chance.int(chance.once(3) ? 0xd7ff : 128))).join('');
export const bytes = (chance: Chance): Buffer =>
  Buffer.from(Array.from({ length: 1 + chance.int(300) }, () => chance.int(256)));
