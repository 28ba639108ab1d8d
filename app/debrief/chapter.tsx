// One chapter of the debrief: a heading that can be jumped to, and what it tells. No card; air and a hairline part them.
import type { ReactNode } from 'react';

type Props = { id: string; title: string; lead?: ReactNode; wide?: boolean; children?: ReactNode };

/** The element id by which the story scrolls to a chapter. */
export const chapterId = (id: string) => `chapter-${id}`;

export function Chapter({ id, title, lead, wide = false, children }: Props) {
  return (
    <section
      id={chapterId(id)}
      aria-labelledby={`${chapterId(id)}-title`}
      className={`scroll-mt-20 border-t border-line py-10 first:border-t-0 ${wide ? '' : 'max-w-2xl'}`}
    >
      <h2 id={`${chapterId(id)}-title`} tabIndex={-1} className="text-28 font-semibold outline-none">
        {title}
      </h2>
      {lead ? <div className="mt-2 max-w-prose text-18 text-soft">{lead}</div> : null}
      <div className="mt-5">{children}</div>
    </section>
  );
}
