// Marks of many sides above everybody's own limit: a row each, so that no name lies on another. The same scale for all.

import { MarkShape } from '../role-mark.tsx';
import type { LineMark } from './marks-line.tsx';
import { linearScale, roundDomain, roundTicks } from './scale.ts';

type Props = { marks: readonly LineMark[]; label: string; zeroName: string; number: (value: number) => string };

const width = 300;
const row = 42;
const top = 6;

export function MarksRows({ marks, label, zeroName, number }: Props) {
  const domain = roundDomain(marks.map(({ value }) => value));
  const at = linearScale(domain, [16, width - 16]);
  const foot = top + marks.length * row;
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${foot + 46}`} className="mx-auto block w-full max-w-sm">
      {marks.map(({ key, look, value, name }, index) => {
        const y = top + index * row + 28;
        return (
          <g key={key}>
            <text x={8} y={y - 13} fontSize="14" fontWeight="600" fill="var(--ink)">
              {name}
            </text>
            <text x={width - 8} y={y - 13} textAnchor="end" fontSize="14" fill="var(--ink-soft)">
              {number(value)}
            </text>
            <line x1={8} x2={width - 8} y1={y} y2={y} stroke="var(--line)" strokeWidth="2" />
            <line x1={at(0)} x2={at(0)} y1={y - 7} y2={y + 7} stroke="var(--ink)" strokeWidth="2.5" />
            <MarkShape look={look} x={at(value)} y={y} r={8} />
          </g>
        );
      })}
      {roundTicks(domain, 4).map((tick) => (
        <text key={tick} x={at(tick)} y={foot + 24} textAnchor="middle" fontSize="14" fill="var(--ink-soft)">
          {number(tick)}
        </text>
      ))}
      <text
        x={Math.max(at(0), zeroName.length * 3.9)}
        y={foot + 42}
        textAnchor="middle"
        fontSize="14"
        fill="var(--ink-soft)"
      >
        {zeroName}
      </text>
    </svg>
  );
}
