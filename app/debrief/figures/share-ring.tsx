// What a table made together, as one ring in the joint colour. "Left on the table" is the missing arc, drawn dashed;
// what could only come by somebody giving up is a hairline. The words beside it say the same.

type Props = {
  /** 0 to 1 of the best joint surplus; values outside are clamped in the drawing only. Null draws an empty ring. */
  made: number | null;
  /** 0 to 1: what was still in it for everybody. */
  stillInIt: number | null;
  /** What stands in the middle. */
  middle: string;
  label: string;
  className?: string;
};

const radius = 76;
const around = 2 * Math.PI * radius;
const within = (share: number | null) => Math.min(1, Math.max(0, share ?? 0));

export function ShareRing({ made, stillInIt, middle, label, className = 'h-44' }: Props) {
  const solid = within(made);
  const missing = Math.min(within(stillInIt), 1 - solid);
  const arc = { cx: 100, cy: 100, r: radius, fill: 'none', transform: 'rotate(-90 100 100)' };
  return (
    <svg role="img" aria-label={label} viewBox="0 0 200 200" className={`mx-auto block w-auto ${className}`}>
      {solid + missing < 0.996 ? (
        <path d={arcPath(solid + missing, 1)} fill="none" stroke="var(--line-strong)" strokeWidth="2" />
      ) : null}
      {missing > 0.004 ? (
        <path
          d={arcPath(solid, solid + missing)}
          fill="none"
          stroke="var(--joint)"
          strokeWidth="18"
          strokeDasharray="2.5 4"
          opacity="0.75"
        />
      ) : null}
      {solid > 0 ? (
        <circle {...arc} stroke="var(--joint)" strokeWidth="18" strokeDasharray={`${solid * around} ${around}`} />
      ) : null}
      <text
        x="100"
        y="100"
        textAnchor="middle"
        dominantBaseline="central"
        fontSize={middle.length > 4 ? 36 : 46}
        fontWeight="600"
        fill="var(--ink)"
      >
        {middle}
      </text>
    </svg>
  );
}

/** An arc between two shares of the ring, clockwise from the top. */
function arcPath(from: number, to: number): string {
  const end = Math.min(to, from + 0.9999);
  const point = (share: number) => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${(100 + radius * Math.cos(angle)).toFixed(2)} ${(100 + radius * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${point(from)} A${radius} ${radius} 0 ${end - from > 0.5 ? 1 : 0} 1 ${point(end)}`;
}
