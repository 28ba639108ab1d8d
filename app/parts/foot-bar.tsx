// The place of a page's one primary action: at the bottom, reachable by thumb, above the phone's own edge.
import type { ReactNode } from 'react';

export function FootBar({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-20 border-t border-line bg-paper px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:px-6">
      <div className="mx-auto flex max-w-6xl flex-col gap-2 sm:flex-row sm:items-center sm:gap-6">{children}</div>
    </div>
  );
}
