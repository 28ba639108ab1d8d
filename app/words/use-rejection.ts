'use client';
// Puts a refusal into words by its code: what happened, what was kept, what to do. Never shows the server's own message.
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Rejection } from '../../server/protocol/rejection.ts';

export function useRejectionWords(): (rejection: Pick<Rejection, 'code'>) => string {
  const t = useTranslations('rejections');
  return useCallback((rejection) => t(rejection.code), [t]);
}
