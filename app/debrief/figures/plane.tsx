// The plane of both sides' points above their limits: every deal as an open dot without a name, the edge of what is
// possible as a line in the joint colour, and one balanced deal as a diamond.
import type { AllTables } from '../../../server/protocol/debrief-view.ts';
import { linearScale, roundDomain, roundTicks } from './scale.ts';

type Names = { x: string; y: string; zero: string; balanced: string };
type Props = { plane: NonNullable<AllTables['plane']>; names: Names; label: string; number: (value: number) => string };

const size = 360;
const plot = { left: 44, right: size - 14, top: 34, bottom: size - 58 };

export function Plane({ plane, names, label, number }: Props) {
  const all = [...plane.deals, ...plane.frontier, ...(plane.nash ? [plane.nash] : [])];
  const domainX = roundDomain(all.map(([x]) => x));
  const domainY = roundDomain(all.map(([, y]) => y));
  const x = linearScale(domainX, [plot.left, plot.right]);
  const y = linearScale(domainY, [plot.bottom, plot.top]);
  const edge = [...plane.frontier].sort((a, b) => a[0] - b[0]);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className="block w-full max-w-xl">
      <Axes domainX={domainX} domainY={domainY} x={x} y={y} number={number} />
      <text x={(plot.left + plot.right) / 2} y={size - 8} textAnchor="middle" fontSize="14" fill="var(--ink)">
        {names.x}
      </text>
      <text x="2" y="18" fontSize="14" fill="var(--ink)">
        {names.y}
      </text>
      <polyline
        points={edge.map(([px, py]) => `${x(px)},${y(py)}`).join(' ')}
        fill="none"
        stroke="var(--joint)"
        strokeWidth="2.5"
      />
      {plane.nash ? (
        <rect
          x={x(plane.nash[0]) - 6}
          y={y(plane.nash[1]) - 6}
          width="12"
          height="12"
          fill="var(--raised)"
          stroke="var(--joint)"
          strokeWidth="2.5"
          transform={`rotate(45 ${x(plane.nash[0])} ${y(plane.nash[1])})`}
        />
      ) : null}
      {plane.deals.map(([px, py], index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: deals carry no name on purpose
          key={index}
          cx={x(px)}
          cy={y(py)}
          r="6"
          fill="var(--ink)"
          fillOpacity="0.18"
          stroke="var(--ink)"
          strokeWidth="2"
        />
      ))}
    </svg>
  );
}

type Scale = (value: number) => number;
type AxesProps = {
  domainX: [number, number];
  domainY: [number, number];
  x: Scale;
  y: Scale;
  number: (value: number) => string;
};

function Axes({ domainX, domainY, x, y, number }: AxesProps) {
  const tick = { fontSize: 14, fill: 'var(--ink-soft)' };
  return (
    <>
      {roundTicks(domainX, 4).map((value) => (
        <g key={`x${value}`}>
          <line x1={x(value)} x2={x(value)} y1={plot.top} y2={plot.bottom} stroke="var(--line)" strokeWidth="1" />
          <text x={x(value)} y={plot.bottom + 20} textAnchor="middle" {...tick}>
            {number(value)}
          </text>
        </g>
      ))}
      {roundTicks(domainY, 4).map((value) => (
        <g key={`y${value}`}>
          <line x1={plot.left} x2={plot.right} y1={y(value)} y2={y(value)} stroke="var(--line)" strokeWidth="1" />
          <text x={plot.left - 8} y={y(value)} textAnchor="end" dominantBaseline="central" {...tick}>
            {number(value)}
          </text>
        </g>
      ))}
      <line x1={x(0)} x2={x(0)} y1={plot.top} y2={plot.bottom} stroke="var(--ink-soft)" strokeWidth="1.5" />
      <line x1={plot.left} x2={plot.right} y1={y(0)} y2={y(0)} stroke="var(--ink-soft)" strokeWidth="1.5" />
    </>
  );
}
