// A role's mark: in running text, or inside a figure. Decorative; the role's name is always said beside it.
import { type RoleLook, roleLook } from './role-look.ts';

type ShapeProps = { look: RoleLook; x: number; y: number; r: number };

/** The mark inside an SVG, `r` in its units. Open marks are filled with the ground, so that lines stop at their edge. */
export function MarkShape({ look, x, y, r }: ShapeProps) {
  const paint = { fill: look.open ? 'var(--raised)' : look.colour, stroke: look.colour, strokeWidth: r * 0.45 };
  if (look.shape === 'disc') return <circle cx={x} cy={y} r={r * 0.85} {...paint} />;
  const square = <rect x={x - r * 0.75} y={y - r * 0.75} width={r * 1.5} height={r * 1.5} {...paint} />;
  if (look.shape === 'square') return square;
  if (look.shape === 'diamond') return <g transform={`rotate(45 ${x} ${y})`}>{square}</g>;
  return <path d={`M${x} ${y - r} L${x + r} ${y + r * 0.8} L${x - r} ${y + r * 0.8} Z`} {...paint} />;
}

export function RoleMark({
  roles,
  role,
  className = 'size-[0.8em]',
}: {
  roles: readonly { id: string }[];
  role: string;
  className?: string;
}) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className={`inline-block shrink-0 ${className}`}>
      <MarkShape look={roleLook(roles, role)} x={10} y={10} r={8} />
    </svg>
  );
}

type Named = { id: string; name: { nl: string; en: string } };

/** Mark and name of a role. */
export function RoleName({
  roles,
  role,
  say,
}: {
  roles: readonly Named[];
  role: string;
  say: (text: Named['name']) => string;
}) {
  const found = roles.find(({ id }) => id === role);
  return (
    <span className="inline-flex items-baseline gap-[0.4em] font-semibold">
      <RoleMark roles={roles} role={role} className="size-[0.75em] self-center" />
      {found ? say(found.name) : role}
    </span>
  );
}
