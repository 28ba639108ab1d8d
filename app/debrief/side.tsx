// One of the three sides of an outcome. All three have the same size and the same order: name, figure, words, meaning.
import type { ReactNode } from 'react';

/** `id`: where the story scrolls to when this side is opened. */
type Props =
  | { id?: string; title: string; waiting: string }
  | { id?: string; title: string; figure: ReactNode; words: ReactNode; meaning?: ReactNode };

export function Side(props: Props) {
  return (
    <section id={props.id} className="flex scroll-mt-20 flex-col rounded-house border border-line bg-raised p-5">
      <h3 tabIndex={-1} className="text-18 font-semibold outline-none">
        {props.title}
      </h3>
      {'waiting' in props ? (
        <p className="grid min-h-44 flex-1 place-items-center text-center text-16 text-soft">{props.waiting}</p>
      ) : (
        <>
          <div className="mt-3 flex min-h-44 flex-col justify-center">{props.figure}</div>
          <div className="mt-3 text-16">{props.words}</div>
          <div className="mt-auto">{props.meaning}</div>
        </>
      )}
    </section>
  );
}
