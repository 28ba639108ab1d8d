'use client';
// Sends what the facilitator asks, says refusals in words, and holds back what cannot be undone for ten seconds.
// What is held back is sent at once when the console closes on its own page; nothing is sent when the tab goes away.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FacilitatorCommand } from '../../server/protocol/session-commands.ts';
import { useCommand } from '../connection/hooks.ts';
import { useRejectionWords } from '../words/use-rejection.ts';

export const undoMs = 10_000;
export type Held = { key: number; words: string; until: number };

type Acting = {
  /** Answers whether it was done; the refusal is said by the console. */
  act: (command: FacilitatorCommand) => Promise<boolean>;
  /** Sends after ten seconds unless undone; `words` say what is about to happen. */
  later: (words: string, command: FacilitatorCommand) => void;
  undo: (key: number) => void;
  held: readonly Held[];
  fault: string | null;
  clearFault: () => void;
};
const ActingContext = createContext<Acting | null>(null);

export function useAct(): Acting {
  const acting = useContext(ActingContext);
  if (!acting) throw new Error('what acts stands below <ActProvider>');
  return acting;
}

export function ActProvider({ children }: { children: ReactNode }) {
  const send = useCommand('session');
  const say = useRejectionWords();
  const cancelled = useTranslations('console')('cancelled');
  const [fault, setFault] = useState<string | null>(null);
  const [held, setHeld] = useState<Held[]>([]);
  const waiting = useRef(new Map<number, { timer: ReturnType<typeof setTimeout>; command: FacilitatorCommand }>());
  const counter = useRef(0);

  const act = useCallback(
    async (command: FacilitatorCommand) => {
      setFault(null);
      const answer = await send(command);
      if (!answer.ok) setFault('cancelled' in answer ? cancelled : say(answer.rejection));
      return answer.ok;
    },
    [send, say, cancelled],
  );
  const drop = useCallback((key: number) => {
    clearTimeout(waiting.current.get(key)?.timer);
    waiting.current.delete(key);
    setHeld((before) => before.filter((one) => one.key !== key));
  }, []);
  const later = useCallback(
    (words: string, command: FacilitatorCommand) => {
      counter.current += 1;
      const key = counter.current;
      const timer = setTimeout(() => {
        drop(key);
        void act(command);
      }, undoMs);
      waiting.current.set(key, { timer, command });
      setHeld((before) => [...before, { key, words, until: Date.now() + undoMs }]);
    },
    [act, drop],
  );
  useEffect(() => {
    const open = waiting.current;
    return () => {
      for (const { timer, command } of open.values()) {
        clearTimeout(timer);
        void send(command);
      }
      open.clear();
    };
  }, [send]);

  const acting = useMemo(
    () => ({ act, later, undo: drop, held, fault, clearFault: () => setFault(null) }),
    [act, later, drop, held, fault],
  );
  return <ActingContext value={acting}>{children}</ActingContext>;
}
