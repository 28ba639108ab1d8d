// The house's one drawing: issues as lines, two sides moving towards each other, meeting on the last. Decorative.
const rows = [
  { own: 30, other: 330 },
  { own: 60, other: 290 },
  { own: 90, other: 260 },
  { own: 130, other: 220 },
] as const;

export function MeetingLines({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 360 180" className={className} fill="none">
      {rows.map(({ own, other }, index) => {
        const y = 18 + index * 36;
        return (
          <g key={own}>
            <line x1="8" x2="352" y1={y} y2={y} className="stroke-line" strokeWidth="1.5" />
            <circle cx={own} cy={y} r="7" className="fill-own" />
            <circle cx={other} cy={y} r="6" className="fill-paper stroke-other" strokeWidth="2.5" />
          </g>
        );
      })}
      <line x1="8" x2="352" y1="162" y2="162" className="stroke-line" strokeWidth="1.5" />
      <circle cx="172" cy="162" r="10" className="fill-paper stroke-other" strokeWidth="2.5" />
      <circle cx="172" cy="162" r="5" className="fill-own" />
    </svg>
  );
}
