// Headers that every answer carries, whoever writes it: by HTTP, or on a bare socket. The policy for pages, which needs a nonce, is http/policy.ts'.

/** What is no page loads nothing at all. */
const nothingPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** A year; only ever sent over https: phones in the room come by plain http, and must be able to go on doing so. */
const transportSecurity = 'max-age=31536000';

const always = {
  'Content-Security-Policy': nothingPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export const everyAnswer = (secure: boolean): Record<string, string> =>
  secure ? { ...always, 'Strict-Transport-Security': transportSecurity } : always;
