// A quiet sign of waiting: an open ring that turns, still where reduced motion is asked. Decorative; words stand beside it.
export function Spinner() {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className="size-4 shrink-0 animate-spin" fill="none">
      <circle
        cx="10"
        cy="10"
        r="7.5"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeDasharray="30 17"
        strokeLinecap="round"
      />
    </svg>
  );
}
