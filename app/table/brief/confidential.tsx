'use client';
// The mark "confidential": cannot be overlooked, does not alarm. A line runs along everything that only this seat reads.
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

export function ConfidentialMark({ shared }: { shared: boolean }) {
  const t = useTranslations('brief');
  return (
    <p className="flex items-center gap-2 bg-own-soft px-3 py-2 text-14 font-semibold text-own">
      <Lock aria-hidden="true" className="size-4 shrink-0" />
      {t(shared ? 'confidentialShared' : 'confidential')}
    </p>
  );
}

export function Confidential({ shared, children }: { shared: boolean; children: ReactNode }) {
  return (
    <div className="border-l-2 border-own">
      <ConfidentialMark shared={shared} />
      <div className="pl-4 sm:pl-6">{children}</div>
    </div>
  );
}
