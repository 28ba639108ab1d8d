// A line of news on the page: polite by default, at once only where something was refused. Never colour alone.
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'good' | 'warn' | 'stop';
const looks: Record<Tone, { line: string; Icon: typeof Info }> = {
  plain: { line: 'border-line-strong', Icon: Info },
  good: { line: 'border-good', Icon: CircleCheck },
  warn: { line: 'border-warn', Icon: CircleAlert },
  stop: { line: 'border-stop', Icon: CircleAlert },
};
const inks: Record<Tone, string> = { plain: 'text-soft', good: 'text-good', warn: 'text-warn', stop: 'text-stop' };

/** Keep it mounted with no children and fill it: then readers hear what comes. */
export function Notice({
  tone = 'plain',
  children,
  action,
  within = false,
}: {
  tone?: Tone;
  children?: ReactNode;
  action?: ReactNode;
  /** It stands in a place that is announced already. */
  within?: boolean;
}) {
  const { line, Icon } = looks[tone];
  return (
    <div role={within ? undefined : tone === 'stop' ? 'alert' : 'status'} className="empty:hidden">
      {children ? (
        <div className={`flex flex-wrap items-start gap-3 border-l-4 bg-sunken px-4 py-3 text-16 ${line}`}>
          <Icon aria-hidden="true" className={`mt-0.5 size-5 shrink-0 ${inks[tone]}`} />
          <div className="min-w-48 flex-1">{children}</div>
          {action}
        </div>
      ) : null}
    </div>
  );
}
