// The plane of both sides' points above their limits: every deal as a dot without a name, the edge of what is possible
// as a line in the joint colour, and one balanced deal as an open diamond.
import type { AllTables } from '../../../server/protocol/debrief-view.ts';
import { PlaneAxes, type Plot } from './plane-axes.tsx';
import { linearScale, roundDomain } from './scale.ts';

type Props = {
  plane: NonNullable<AllTables['plane']>;
  names: { x: string; y: string };
  label: string;
  number: (value: number) => string;
  /** Size of words in the drawing's own units; the wall asks for more. */
  text?: number;
};

const size = 360;
/** Room for words of that size around the drawing. */
const plotFor = (text: number): Plot => ({
  left: 6 + text * 2.2,
  right: size - text,
  top: text * 2,
  bottom: size - text * 3.2,
});

export function Plane({ plane, names, label, number, text = 14 }: Props) {
  const plot = plotFor(text);
  const all = [...plane.deals, ...plane.frontier, ...(plane.nash ? [plane.nash] : [])];
  const domainX = roundDomain(all.map(([x]) => x));
  const domainY = roundDomain(all.map(([, y]) => y));
  const x = linearScale(domainX, [plot.left, plot.right]);
  const y = linearScale(domainY, [plot.bottom, plot.top]);
  const edge = [...plane.frontier].sort((a, b) => a[0] - b[0]);
  const words = { fontSize: text, fill: 'var(--ink)' };
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className="block w-full max-w-xl">
      <PlaneAxes plot={plot} domainX={domainX} domainY={domainY} x={x} y={y} number={number} text={text} />
      <text x={size - 2} y={size - text * 0.4} textAnchor="end" {...words}>
        {names.x}
      </text>
      <text x="2" y={text * 1.15} {...words}>
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
