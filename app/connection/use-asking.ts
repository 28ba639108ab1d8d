'use client';
// Asks for a way in, and asks again by itself where the server is busy, cannot save, or cannot be reached: with growing, uneven
// pauses, so that a class does not knock in one beat. One id for one set of answers: asking again comes in once.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Rejection } from '../../server/protocol/rejection.ts';
import { type HttpOutcome, postJson } from './ask-http.ts';
import { freshId } from './fresh-id.ts';
import { jittered } from './patience.ts';

/** Why it takes longer; null while it does not. */
export type Waits = 'busy' | 'store' | 'offline' | null;
/** Null where the person stopped waiting. */
export type Asked<Answer> = { ok: true; answer: Answer } | { ok: false; rejection: Rejection } | null;
type Code = Rejection['code'];

const firstPauseMs = 1000;
const longestPauseMs = 15_000;

/** `patientWith`: the refusals after which it asks again; any other is handed on, as an answer that comes is. */
export function useAsking<Wish extends object, Answer>(path: string, patientWith: readonly Code[]) {
  const [waits, setWaits] = useState<Waits>(null);
  const [pending, setPending] = useState(false);
  const named = useRef({ wish: '', commandId: '' });
  const stopper = useRef<AbortController | null>(null);
  /** What was sent and is not answered yet, whoever waits for it. */
  const sent = useRef<Promise<HttpOutcome<Answer>> | null>(null);
  const stop = useCallback(() => {
    stopper.current?.abort();
    setWaits(null);
    setPending(false);
  }, []);
  useEffect(() => () => stopper.current?.abort(), []);

  async function ask(wish: Wish): Promise<Asked<Answer>> {
    stop();
    const stopping = new AbortController();
    stopper.current = stopping;
    setPending(true);
    const body = { commandId: idFor(named.current, wish), ...wish };
    const send = async () => {
      // Who stopped waiting and asks for something else may be in by what they asked for before.
      const before = await sent.current;
      if (before?.ok || stopping.signal.aborted) return before;
      const sending = postJson<Answer>(path, body);
      sent.current = sending;
      return sending;
    };
    const asked = await askUntilAnswered(send, patientWith, setWaits, stopping.signal);
    if (stopping.signal.aborted) return asked;
    setWaits(null);
    // Once in, the button stays at rest until the page has changed.
    if (!asked?.ok) setPending(false);
    return asked;
  }
  return { ask, stop, pending, waits };
}

function idFor(named: { wish: string; commandId: string }, wish: object): string {
  const written = JSON.stringify(wish);
  if (named.wish !== written) Object.assign(named, { wish: written, commandId: freshId() });
  return named.commandId;
}

async function askUntilAnswered<Answer>(
  send: () => Promise<HttpOutcome<Answer> | null | undefined>,
  patientWith: readonly Code[],
  onWaits: (waits: Waits) => void,
  stopping: AbortSignal,
): Promise<Asked<Answer>> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const outcome = await send();
    // In is in, also for who has just stopped waiting for it.
    if (outcome?.ok) return outcome;
    if (!outcome || stopping.aborted) return null;
    const { rejection } = outcome;
    if (rejection !== null && !patientWith.includes(rejection.code)) return { ok: false, rejection };
    onWaits(waitsFor(rejection));
    await passing(jittered(Math.max(outcome.retryAfterMs ?? 0, pauseMs)), stopping);
    if (stopping.aborted) return null;
  }
}

function waitsFor(rejection: Rejection | null): Waits {
  if (rejection === null) return 'offline';
  return rejection.code === 'tryAgain' ? 'store' : 'busy';
}

const passing = (ms: number, stopping: AbortSignal) =>
  new Promise<void>((passed) => {
    const timer = setTimeout(passed, ms);
    stopping.addEventListener('abort', () => {
      clearTimeout(timer);
      passed();
    });
  });
