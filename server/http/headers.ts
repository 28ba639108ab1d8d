// Headers that every answer carries. The policy for pages, which needs a nonce, is policy.ts'.
import type { ServerResponse } from 'node:http';
import { nothingPolicy } from './policy.ts';

/** A year; only ever sent over https: phones in the room come by plain http, and must be able to go on doing so. */
const transportSecurity = 'max-age=31536000';

export function setHeaders(response: ServerResponse, secure: boolean): void {
  response.setHeader('Content-Security-Policy', nothingPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  if (secure) response.setHeader('Strict-Transport-Security', transportSecurity);
}
