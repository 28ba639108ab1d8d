// Offers in the order in which they came, each at the points it was worth to oneself: one line a role, own limit as a
// dashed level, the agreement as the joint diamond. A table beside it says the same.
import type { Movement } from '../movement.ts';
import { roleLook } from '../role-look.ts';
import { MarkShape } from '../role-mark.tsx';
import { linearScale, roundTicks } from './scale.ts';

type Props = {
  movement: Movement;
  roles: readonly { id: string }[];
  label: string;
  number: (value: number) => string;
};

const width = 360;
const height = 240;
const plot = { left: 40, right: width - 18, top: 16, bottom: height - 34 };

export function MoveLines({ movement, roles, label, number }: Props) {
  const { moves, limit, agreedPoints } = movement;
  const values = [...moves.map(({ points }) => points), limit, ...(agreedPoints === null ? [] : [agreedPoints])];
  const ticks = roundTicks([Math.min(...values) - 4, Math.max(...values) + 4], 4);
  const domain: [number, number] = [Math.min(...values) - 4, Math.max(...values) + 4];
  const y = linearScale(domain, [plot.bottom, plot.top]);
  const x = linearScale([0, moves.length], [plot.left + 14, plot.right - 12]);
  const end = moves.length;
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} className="block w-full max-w-xl">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={plot.left} x2={plot.right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" strokeWidth="1" />
          <text
            x={plot.left - 8}
            y={y(tick)}
            textAnchor="end"
            dominantBaseline="central"
            fontSize="14"
            fill="var(--ink-soft)"
          >
            {number(tick)}
          </text>
        </g>
      ))}
      <line
        x1={plot.left}
        x2={plot.right}
        y1={y(limit)}
        y2={y(limit)}
        stroke="var(--ink)"
        strokeWidth="1.5"
        strokeDasharray="2 4"
      />
      {roles.map(({ id }) => {
        const look = roleLook(roles, id);
        const own = moves.flatMap((move, index) =>
          move.role === id ? [{ x: x(index), y: y(move.points), key: move.id }] : [],
        );
        return (
          <g key={id}>
            <polyline
              points={own.map((point) => `${point.x},${point.y}`).join(' ')}
              fill="none"
              stroke={look.colour}
              strokeWidth="2"
              strokeDasharray={look.open ? '6 5' : undefined}
            />
            {own.map((point) => (
              <MarkShape key={point.key} look={look} x={point.x} y={point.y} r={7} />
            ))}
          </g>
        );
      })}
      {agreedPoints === null ? null : (
        <rect
          x={x(end) - 7}
          y={y(agreedPoints) - 7}
          width="14"
          height="14"
          fill="var(--joint)"
          transform={`rotate(45 ${x(end)} ${y(agreedPoints)})`}
        />
      )}
      {moves.length <= 12
        ? moves.map((move, index) => (
            <text key={move.id} x={x(index)} y={height - 10} textAnchor="middle" fontSize="14" fill="var(--ink-soft)">
              {index + 1}
            </text>
          ))
        : null}
    </svg>
  );
}
