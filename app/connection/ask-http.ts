// The few HTTP calls outside the socket: JSON there, JSON back, a refusal as a value, never a throw.
import type { Rejection } from '../../server/protocol/rejection.ts';

export type HttpOutcome<Answer> = { ok: true; answer: Answer } | { ok: false; rejection: Rejection | null };

/** `rejection` is null where no readable answer came: no network, or not our server. */
async function ask<Answer>(path: string, init: RequestInit): Promise<HttpOutcome<Answer>> {
  try {
    const response = await fetch(path, { ...init, cache: 'no-store' });
    const body = (await response.json()) as unknown;
    if (response.ok) return { ok: true, answer: body as Answer };
    return { ok: false, rejection: (body as { rejection?: Rejection }).rejection ?? null };
  } catch {
    return { ok: false, rejection: null };
  }
}

export const getJson = <Answer>(path: string) => ask<Answer>(path, {});
export const postJson = <Answer>(path: string, body: unknown) =>
  ask<Answer>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
