'use client';
// One move of the person at a table: sends it, says while it is on its way, and puts a refusal into words.
import { useCallback, useState } from 'react';
import type { TableCommand } from '../../server/protocol/table-commands.ts';
import { useCommand } from '../connection/hooks.ts';
import { useRejectionWords } from '../words/use-rejection.ts';

export type Move = {
  /** True when the move was taken; never rejects. */
  make: (command: TableCommand) => Promise<boolean>;
  pending: boolean;
  /** Why the last move was refused, in words. */
  fault: string | null;
  clearFault: () => void;
};

export function useMove(tableId: string): Move {
  const send = useCommand({ table: tableId });
  const say = useRejectionWords();
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const make = useCallback(
    async (command: TableCommand) => {
      setPending(true);
      setFault(null);
      const outcome = await send(command);
      setPending(false);
      if (!outcome.ok && 'rejection' in outcome) setFault(say(outcome.rejection));
      return outcome.ok;
    },
    [send, say],
  );
  return { make, pending, fault, clearFault: useCallback(() => setFault(null), []) };
}
