'use client';
// The package one is composing: kept in this browser as it changes, so that a reload loses nothing. Never sent by itself.
import { useCallback, useState } from 'react';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { Choice, Package } from '../../simulations/schema.ts';
import { useConnection } from '../connection/hooks.ts';
import { keep, recall } from '../connection/kept.ts';
import { knownChoices } from './offers.ts';

export type Draft = {
  choices: Package;
  choose: (issue: string, choice: Choice | null) => void;
  take: (choices: Package) => void;
};

/** `purpose` tells drafts of one table apart, e.g. 'offer'. */
export function useDraft(view: TableView, purpose: 'offer' | 'result'): Draft {
  const key = `parley:draft:${useConnection().owner}:${view.tableId}:${purpose}`;
  const [choices, setChoices] = useState<Package>(() => knownChoices(view.case.issues, recall<Package>(key) ?? {}));
  const take = useCallback(
    (next: Package) => {
      setChoices(next);
      keep(key, next);
    },
    [key],
  );
  const choose = useCallback(
    (issue: string, choice: Choice | null) =>
      setChoices((before) => {
        const { [issue]: _, ...others } = before;
        const next = choice === null ? others : { ...others, [issue]: choice };
        keep(key, next);
        return next;
      }),
    [key],
  );
  return { choices, choose, take };
}
