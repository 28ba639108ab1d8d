'use client';
// Puts a refusal into words by its code: what happened, what was kept, what to do, and for how long to wait where the server says so.
// Never shows the server's own message.
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Rejection } from '../../server/protocol/rejection.ts';

export function useRejectionWords(): (rejection: Pick<Rejection, 'code' | 'waitSeconds'>) => string {
  const t = useTranslations('rejections');
  const wait = useTranslations('common.waitFor');
  return useCallback(
    ({ code, waitSeconds }) => {
      const waiting = waitSeconds !== undefined && (code === 'tooFast' || code === 'busy');
      return waiting ? wait(code, { seconds: waitSeconds }) : t(code);
    },
    [t, wait],
  );
}
