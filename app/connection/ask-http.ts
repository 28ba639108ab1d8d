// The few HTTP calls outside the socket: JSON there, JSON back, a refusal as a value, never a throw.
import type { Rejection } from '../../server/protocol/rejection.ts';

export type HttpOutcome<Answer> =
  | { ok: true; answer: Answer }
  | {
      ok: false;
      rejection: Rejection | null;
      /** How long the server, or a proxy before it, asks to wait; null where it names no time. */
      retryAfterMs: number | null;
    };

/** A connection that is half open says nothing for minutes. */
const mostMs = 20_000;

/** `rejection` is null where no readable answer came: no network, or not our server. Then it may have been done all the same. */
async function ask<Answer>(path: string, init: RequestInit): Promise<HttpOutcome<Answer>> {
  try {
    const response = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(mostMs) });
    if (response.ok) return { ok: true, answer: (await response.json()) as Answer };
    const body = (await response.json().catch(() => null)) as { rejection?: Rejection } | null;
    const rejection = body?.rejection ?? null;
    return { ok: false, rejection, retryAfterMs: (rejection?.waitSeconds ?? 0) * 1000 || retryAfterOf(response) };
  } catch {
    return { ok: false, rejection: null, retryAfterMs: null };
  }
}

/** Seconds only: the form of the header that names a date is not used by us. */
function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 60) * 1000 : null;
}

export const getJson = <Answer>(path: string) => ask<Answer>(path, {});
export const postJson = <Answer>(path: string, body: unknown) =>
  ask<Answer>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
