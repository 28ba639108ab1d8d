// Marks of two sides on one line of points above everybody's own limit. Names stand above and below the marks,
// so that they never collide; the text alternative says the figures.
import type { RoleLook } from '../role-look.ts';
import { MarkShape } from '../role-mark.tsx';
import { linearScale, roundDomain, roundTicks } from './scale.ts';

export type LineMark = { key: string; look: RoleLook; value: number; name: string };
type Props = {
  marks: readonly LineMark[];
  label: string;
  zeroName: string;
  number: (value: number) => string;
  className?: string;
};

const width = 300;
const height = 176;
const line = 88;

export function MarksLine({ marks, label, zeroName, number, className = 'h-44' }: Props) {
  const domain = roundDomain(marks.map(({ value }) => value));
  const at = linearScale(domain, [16, width - 16]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      className={`mx-auto block w-full max-w-sm ${className}`}
    >
      <line x1="8" x2={width - 8} y1={line} y2={line} stroke="var(--line-strong)" strokeWidth="2" />
      {roundTicks(domain, 4).map((tick) => (
        <g key={tick}>
          <line x1={at(tick)} x2={at(tick)} y1={line - 5} y2={line + 5} stroke="var(--line-strong)" strokeWidth="1.5" />
          <text x={at(tick)} y={line + 24} textAnchor="middle" fontSize="14" fill="var(--ink-soft)">
            {number(tick)}
          </text>
        </g>
      ))}
      <line x1={at(0)} x2={at(0)} y1={line - 14} y2={line + 10} stroke="var(--ink)" strokeWidth="2.5" />
      <text x={clampText(at(0), zeroName)} y={line + 44} textAnchor="middle" fontSize="14" fill="var(--ink-soft)">
        {zeroName}
      </text>
      {marks.map(({ key, look, value, name }, index) => {
        const lift = 30 + (index % 2) * 26;
        return (
          <g key={key}>
            <line x1={at(value)} x2={at(value)} y1={line - lift + 4} y2={line} stroke={look.colour} strokeWidth="1.5" />
            <text
              x={clampText(at(value), name)}
              y={line - lift}
              textAnchor="middle"
              fontSize="15"
              fontWeight="600"
              fill="var(--ink)"
            >
              {name}
            </text>
            <MarkShape look={look} x={at(value)} y={line} r={9} />
          </g>
        );
      })}
    </svg>
  );
}

/** Keeps a centred word of about this length inside the drawing. */
function clampText(x: number, word: string): number {
  const half = word.length * 3.9;
  return Math.min(width - half, Math.max(half, x));
}
