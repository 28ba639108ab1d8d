// The two axes of the plane: round ticks, and both limits (0) as stronger lines.
import { roundTicks } from './scale.ts';

export type Plot = { left: number; right: number; top: number; bottom: number };
type Scale = (value: number) => number;
type Props = {
  plot: Plot;
  domainX: [number, number];
  domainY: [number, number];
  x: Scale;
  y: Scale;
  number: (value: number) => string;
  text: number;
};

export function PlaneAxes({ plot, domainX, domainY, x, y, number, text }: Props) {
  const words = { fontSize: text, fill: 'var(--ink-soft)' };
  const about = text > 16 ? 3 : 4;
  return (
    <>
      {roundTicks(domainX, about).map((value) => (
        <g key={`x${value}`}>
          <line x1={x(value)} x2={x(value)} y1={plot.top} y2={plot.bottom} stroke="var(--line)" strokeWidth="1" />
          <text x={x(value)} y={plot.bottom + text * 1.3} textAnchor="middle" {...words}>
            {number(value)}
          </text>
        </g>
      ))}
      {roundTicks(domainY, about).map((value) => (
        <g key={`y${value}`}>
          <line x1={plot.left} x2={plot.right} y1={y(value)} y2={y(value)} stroke="var(--line)" strokeWidth="1" />
          <text x={plot.left - 6} y={y(value)} textAnchor="end" dominantBaseline="central" {...words}>
            {number(value)}
          </text>
        </g>
      ))}
      <line x1={x(0)} x2={x(0)} y1={plot.top} y2={plot.bottom} stroke="var(--ink-soft)" strokeWidth="1.5" />
      <line x1={plot.left} x2={plot.right} y1={y(0)} y2={y(0)} stroke="var(--ink-soft)" strokeWidth="1.5" />
    </>
  );
}
