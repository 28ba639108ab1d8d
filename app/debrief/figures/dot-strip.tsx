// Value created of every table as dots over a line from 0 to all that was possible; one's own filled, the others open.
// Dots that would cover each other are stacked.
import { linearScale } from './scale.ts';

type Props = {
  values: readonly number[];
  own: number | null;
  ownName: string;
  label: string;
  percent: (share: number) => string;
};

const width = 360;
const radius = 7;
const bins = 24;

export function DotStrip({ values, own, ownName, label, percent }: Props) {
  const min = Math.min(0, ...values);
  const max = Math.max(1, ...values);
  const x = linearScale([min, max], [22, width - 22]);
  const dots = stacked(values, own, [min, max]);
  const highest = Math.max(1, ...dots.map(({ level }) => level + 1));
  const base = 30 + highest * radius * 2.2;
  const ownDot = dots.find((dot) => dot.own);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${base + 34}`} className="block w-full max-w-xl">
      <line x1="12" x2={width - 12} y1={base} y2={base} stroke="var(--line-strong)" strokeWidth="1.5" />
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={base} y2={base + 6} stroke="var(--line-strong)" strokeWidth="1.5" />
          <text x={x(tick)} y={base + 24} textAnchor="middle" fontSize="14" fill="var(--ink-soft)">
            {percent(tick)}
          </text>
        </g>
      ))}
      {dots.map(({ key, value, level, own: mine }) => (
        <circle
          key={key}
          cx={x(value)}
          cy={base - radius * 1.4 - level * radius * 2.2}
          r={mine ? radius : radius - 1.2}
          fill={mine ? 'var(--joint)' : 'var(--raised)'}
          stroke="var(--joint)"
          strokeWidth="2.4"
        />
      ))}
      {ownDot ? (
        <text
          x={Math.min(width - 50, Math.max(50, x(ownDot.value)))}
          y={base - radius * 2.6 - ownDot.level * radius * 2.2 - 4}
          textAnchor="middle"
          fontSize="14"
          fontWeight="600"
          fill="var(--ink)"
        >
          {ownName}
        </text>
      ) : null}
    </svg>
  );
}

type Dot = { key: number; value: number; level: number; own: boolean };

/** Dots in the order of their value; one's own lies on top of its stack, so that its name has room. */
function stacked(values: readonly number[], own: number | null, [min, max]: [number, number]): Dot[] {
  const mine = own === null ? -1 : values.indexOf(own);
  const order = values
    .map((value, key) => ({ key, value, own: key === mine }))
    .sort((a, b) => Number(a.own) - Number(b.own) || a.value - b.value);
  const heights = new Map<number, number>();
  return order.map((dot) => {
    const bin = Math.round(((dot.value - min) / (max - min)) * bins);
    const level = heights.get(bin) ?? 0;
    heights.set(bin, level + 1);
    return { ...dot, level };
  });
}
