'use client';
// The three quiet states of any page or part: on its way, nothing yet, went wrong.
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Spinner } from './spinner.tsx';

export function Loading({ children }: { children?: ReactNode }) {
  const t = useTranslations('common.page');
  return (
    <div role="status" className="flex min-h-40 items-center justify-center gap-3 p-6 text-16 text-soft">
      <Spinner />
      <span>{children ?? t('loading')}</span>
    </div>
  );
}

/** Nothing here yet, and what will bring something. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-10 text-center">
      <p className="text-18 font-semibold">{title}</p>
      {children ? <div className="text-16 text-soft">{children}</div> : null}
    </div>
  );
}

/** A whole page that says one thing: ended, not found, went wrong. */
export function Standstill({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 px-6 py-12">
      <h1 className="text-28 font-semibold">{title}</h1>
      <div className="text-18 text-soft">{children}</div>
      {action ? <div className="mt-4">{action}</div> : null}
    </main>
  );
}
