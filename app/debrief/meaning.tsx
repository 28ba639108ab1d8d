'use client';
// What a figure means, one tap away, in plain words. A native disclosure: works by keyboard, by reader and without scripts.
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

export function Meaning({ children, label }: { children: ReactNode; label?: string }) {
  const t = useTranslations('debrief');
  return (
    <details className="group mt-3 text-16">
      <summary className="inline-flex min-h-11 list-none items-center gap-1 text-soft underline decoration-line-strong underline-offset-4 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 transition-transform duration-150 ease-house group-open:rotate-90"
        />
        {label ?? t('meaning')}
      </summary>
      <div className="mt-1 max-w-prose border-l-2 border-line pl-4 text-16 text-soft [&>p+p]:mt-2">{children}</div>
    </details>
  );
}
