// Headers that every answer carries. The policy for pages, which needs a nonce, is policy.ts'.
import type { ServerResponse } from 'node:http';
import { nothingPolicy } from './policy.ts';

/** A year; only ever sent over https: phones in the room come by plain http, and must be able to go on doing so. */
const transportSecurity = 'max-age=31536000';

const everyAnswer = {
  'Content-Security-Policy': nothingPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export function setHeaders(response: ServerResponse, secure: boolean): void {
  for (const [name, value] of Object.entries(everyAnswer)) response.setHeader(name, value);
  if (secure) response.setHeader('Strict-Transport-Security', transportSecurity);
}

/** For where there is nothing to set headers on: what is no request, an upgrade that nobody serves. */
export const bareHeaders = { ...everyAnswer, 'Cache-Control': 'no-store' };
