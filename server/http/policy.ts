// The content security policy: only scripts that carry this answer's nonce run, and what they load. Next puts the nonce on
// its own scripts when it finds the policy on the request, so it is made here, before Next sees it.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export const newNonce = (): string => randomBytes(16).toString('base64');

/** `dev`: Next's page reloading evaluates code and writes styles. */
export function policyOf(nonce: string, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Bars and marks are placed by style attributes, which can load and run nothing here: images and fonts are our own only.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    // Own WebSockets too: every browser of the baseline counts ws: of the same host as 'self'.
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Puts a fresh policy on the answer and, for Next, on the request; whatever the client wrote there is gone. */
export function setPolicy(request: IncomingMessage, response: ServerResponse, dev: boolean): void {
  const nonce = newNonce();
  const policy = policyOf(nonce, dev);
  request.headers['content-security-policy'] = policy;
  delete request.headers['content-security-policy-report-only'];
  request.headers['x-nonce'] = nonce;
  response.setHeader('Content-Security-Policy', policy);
}
