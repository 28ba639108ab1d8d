'use client';
// Asks to join, and asks again by itself where the server is busy, cannot save, or cannot be reached: with growing, uneven
// pauses, so that a class does not knock in one beat. One id for one set of answers: asking again joins once.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rejection } from '../../server/protocol/rejection.ts';
import { postJson } from '../connection/ask-http.ts';
import { freshId } from '../connection/fresh-id.ts';
import { jittered } from '../connection/patience.ts';

export type JoinWish = {
  code: string;
  name: string;
  department: string | null;
  language: 'nl' | 'en';
  place: 'room' | 'elsewhere';
};
type Answer = { sessionId: string; person: string };
/** Why it takes longer; null while it does not. */
export type Waits = 'busy' | 'store' | 'offline' | null;
/** Null where the person stopped waiting. */
export type Joined = { ok: true; answer: Answer } | { ok: false; rejection: Rejection } | null;

const firstPauseMs = 1000;
const longestPauseMs = 15_000;

export function useJoining() {
  const [waits, setWaits] = useState<Waits>(null);
  const [pending, setPending] = useState(false);
  const named = useRef({ wish: '', commandId: '' });
  const stopper = useRef<AbortController | null>(null);
  const stop = useCallback(() => stopper.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const join = useCallback(
    async (wish: JoinWish): Promise<Joined> => {
      stop();
      const stopping = new AbortController();
      stopper.current = stopping;
      setPending(true);
      const joined = await askUntilAnswered(wish, idFor(named.current, wish), setWaits, stopping.signal);
      setWaits(null);
      // Once in, the button stays at rest until the page has changed.
      if (!joined?.ok) setPending(false);
      return joined;
    },
    [stop],
  );
  return { join, stop, pending, waits };
}

function idFor(named: { wish: string; commandId: string }, wish: JoinWish): string {
  const written = JSON.stringify(wish);
  if (named.wish !== written) Object.assign(named, { wish: written, commandId: freshId() });
  return named.commandId;
}

async function askUntilAnswered(
  wish: JoinWish,
  commandId: string,
  onWaits: (waits: Waits) => void,
  stopping: AbortSignal,
): Promise<Joined> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const outcome = await postJson<Answer>('/api/join', { commandId, ...wish });
    if (stopping.aborted) return null;
    if (outcome.ok) return outcome;
    const waits = waitsFor(outcome.rejection);
    if (outcome.rejection && waits === null) return { ok: false, rejection: outcome.rejection };
    onWaits(waits);
    await passing(jittered(Math.max(outcome.retryAfterMs ?? 0, pauseMs)), stopping);
    if (stopping.aborted) return null;
  }
}

function waitsFor(rejection: Rejection | null): Waits {
  if (rejection === null) return 'offline';
  const { code } = rejection;
  if (code === 'tryAgain') return 'store';
  return code === 'busy' || code === 'tooFast' ? 'busy' : null;
}

const passing = (ms: number, stopping: AbortSignal) =>
  new Promise<void>((passed) => {
    const timer = setTimeout(passed, ms);
    stopping.addEventListener('abort', () => {
      clearTimeout(timer);
      passed();
    });
  });
