// The marks by which sides are told apart without colour: own a filled disc, other an open ring, with a number where there are
// several others. Decorative: the words are said beside them.
type Size = { className?: string };

export function OwnMark({ className = 'size-3' }: Size) {
  return <span aria-hidden="true" className={`inline-block shrink-0 rounded-full bg-own ${className}`} />;
}

export function OtherMark({ className = 'size-3', number = null }: Size & { number?: number | null }) {
  if (number !== null)
    return (
      <span
        aria-hidden="true"
        className="inline-grid size-4 shrink-0 place-items-center rounded-full border-[1.5px] border-other bg-raised text-[0.6875rem] leading-none font-bold text-other"
      >
        {number}
      </span>
    );
  return (
    <span
      aria-hidden="true"
      className={`inline-block shrink-0 rounded-full border-[2.5px] border-other ${className}`}
    />
  );
}

/** Both sides on one place: a disc within a ring. */
export function AgreedMark({ className = 'size-4' }: Size) {
  return (
    <span
      aria-hidden="true"
      className={`inline-grid shrink-0 place-items-center rounded-full border-2 border-other ${className}`}
    >
      <span className="size-1/2 rounded-full bg-own" />
    </span>
  );
}
