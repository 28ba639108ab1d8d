// A part of a page: a heading and what belongs to it, parted by a hairline and air. Deliberately no card.
import { type ReactNode, useId } from 'react';

type Props = { title: string; lead?: ReactNode; level?: 2 | 3; aside?: ReactNode; children: ReactNode };

export function Section({ title, lead, level = 2, aside, children }: Props) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section aria-labelledby={id} className="border-t border-line pt-6 pb-8">
      <div className="mb-4 flex items-start justify-between gap-4">
        <div className="min-w-0">
          <Heading id={id} className={level === 2 ? 'text-22 font-semibold' : 'text-18 font-semibold'}>
            {title}
          </Heading>
          {lead ? <div className="mt-1 max-w-prose text-16 text-soft">{lead}</div> : null}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
