// A picture of a case as SVG: the frontier, the solutions and, where there is one, the agreement.
// Knows an analysis and markup; two roles as axes, more as one upright axis each.
import { frontierPoint } from '../frontier.ts';
import type { Analysis, Solution } from '../solutions.ts';

const size = { width: 720, height: 560, left: 70, right: 170, top: 30, bottom: 60 };
const most = 2_000;
type Mark = { name: string; points: ArrayLike<number>; colour: string; shape: 'disc' | 'square' | 'diamond' | 'ring' };

/** A whole SVG document. `points`: what was agreed, in role order. */
export function plotOf(analysis: Analysis, points: readonly number[] | null = null): string {
  const marks = marksOf(analysis, points);
  const { frontier } = analysis;
  const every = Math.max(1, Math.ceil((frontier?.count ?? 0) / most));
  const line = frontier
    ? Array.from({ length: Math.ceil(frontier.count / every) }, (_, k) => frontierPoint(frontier, k * every))
    : [];
  const body =
    analysis.compiled.roleIds.length === 2 ? twoAxes(analysis, line, marks) : uprightAxes(analysis, line, marks);
  const legend = marks.map(
    (mark, k) =>
      `${shapeOf(mark, size.width - size.right + 24, size.top + 12 + 24 * k)}${text(size.width - size.right + 38, size.top + 16 + 24 * k, mark.name)}`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="13">`,
    `<rect width="100%" height="100%" fill="#FAF7F2"/>`,
    ...body,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

function marksOf({ solutions }: Analysis, agreed: readonly number[] | null): Mark[] {
  const at = (name: string, solution: Solution | null | undefined, colour: string, shape: Mark['shape']): Mark[] =>
    solution?.points[0] ? [{ name, points: solution.points[0], colour, shape }] : [];
  return [
    ...at('utilitarian', solutions?.utilitarian, '#8A6100', 'square'),
    ...at('egalitarian', solutions?.egalitarian, '#2F6B3A', 'square'),
    ...at('Nash', solutions?.nash, '#0B6B6B', 'disc'),
    ...at('Kalai-Smorodinsky', solutions?.kalaiSmorodinsky, '#A8480F', 'diamond'),
    ...(agreed ? [{ name: 'agreement', points: agreed, colour: '#1F1B16', shape: 'ring' as const }] : []),
  ];
}

type Scale = (role: number, points: number) => number;

/** Where points lie between the least and the most that is drawn for a role, 0 to 1. */
function scaleOf(
  { compiled }: Analysis,
  all: ArrayLike<number>[],
): { scale: Scale; ends: { low: number; high: number }[] } {
  const ends = compiled.roleIds.map((_, role) => {
    const values = [compiled.reservation[role] as number, ...all.map((points) => points[role] as number)];
    return { low: Math.min(...values), high: Math.max(...values) };
  });
  const scale: Scale = (role, points) => {
    const { low, high } = ends[role] as { low: number; high: number };
    return high === low ? 0.5 : (points - low) / (high - low);
  };
  return { scale, ends };
}

function twoAxes(analysis: Analysis, line: Float64Array[], marks: Mark[]): string[] {
  const { roleIds, reservation } = analysis.compiled;
  const { scale, ends } = scaleOf(analysis, [...line, ...marks.map(({ points }) => points)]);
  const x = (points: number) => size.left + scale(0, points) * (size.width - size.left - size.right);
  const y = (points: number) => size.height - size.bottom - scale(1, points) * (size.height - size.top - size.bottom);
  const [first, second] = ends as [{ low: number; high: number }, { low: number; high: number }];
  return [
    axis(x(first.low), y(second.low), x(first.high), y(second.low)),
    axis(x(first.low), y(second.low), x(first.low), y(second.high)),
    dashed(x(reservation[0] as number), y(second.low), x(reservation[0] as number), y(second.high)),
    dashed(x(first.low), y(reservation[1] as number), x(first.high), y(reservation[1] as number)),
    text(x(first.low), size.height - 38, short(first.low)),
    text(x(first.high) - 20, size.height - 38, short(first.high)),
    text(10, y(second.low), short(second.low)),
    text(10, y(second.high) + 4, short(second.high)),
    text(size.left, size.height - 14, `${roleIds[0]}, points (dashed: reservation value)`),
    text(10, 18, `${roleIds[1]}, points`),
    ...line.map(
      (points) =>
        `<circle cx="${near(x(points[0] as number))}" cy="${near(y(points[1] as number))}" r="3" fill="#5B4B8A"/>`,
    ),
    ...marks.map((mark) => shapeOf(mark, x(mark.points[0] as number), y(mark.points[1] as number))),
  ];
}

function uprightAxes(analysis: Analysis, line: Float64Array[], marks: Mark[]): string[] {
  const { roleIds, reservation } = analysis.compiled;
  const { scale, ends } = scaleOf(analysis, [...line, ...marks.map(({ points }) => points)]);
  const x = (role: number) => size.left + (role * (size.width - size.left - size.right - 20)) / (roleIds.length - 1);
  const y = (role: number, points: number) =>
    size.height - size.bottom - scale(role, points) * (size.height - size.top - size.bottom);
  const path = (points: ArrayLike<number>) =>
    roleIds.map((_, role) => `${near(x(role))},${near(y(role, points[role] as number))}`).join(' ');
  return [
    ...line
      .slice(0, 400)
      .map((points) => `<polyline points="${path(points)}" fill="none" stroke="#5B4B8A" stroke-opacity="0.15"/>`),
    ...roleIds.flatMap((role, k) => {
      const { low, high } = ends[k] as { low: number; high: number };
      const mark = y(k, reservation[k] as number);
      return [
        axis(x(k), y(k, low), x(k), y(k, high)),
        `<line x1="${near(x(k) - 8)}" x2="${near(x(k) + 8)}" y1="${near(mark)}" y2="${near(mark)}" stroke="#9B2C2C" stroke-width="2"/>`,
        text(x(k) - 30, size.height - 36, role.slice(0, 14)),
        text(x(k) - 10, size.height - 18, `${short(low)}–${short(high)}`),
      ];
    }),
    ...marks.map(
      (mark) => `<polyline points="${path(mark.points)}" fill="none" stroke="${mark.colour}" stroke-width="2"/>`,
    ),
    ...marks.flatMap((mark) => roleIds.map((_, role) => shapeOf(mark, x(role), y(role, mark.points[role] as number)))),
  ];
}

function shapeOf({ shape, colour }: Mark, x: number, y: number): string {
  if (shape === 'disc') return `<circle cx="${near(x)}" cy="${near(y)}" r="6" fill="${colour}"/>`;
  if (shape === 'ring')
    return `<circle cx="${near(x)}" cy="${near(y)}" r="9" fill="none" stroke="${colour}" stroke-width="2.5"/>`;
  const turned = shape === 'diamond' ? ` transform="rotate(45 ${near(x)} ${near(y)})"` : '';
  return `<rect x="${near(x - 5)}" y="${near(y - 5)}" width="10" height="10" fill="${colour}"${turned}/>`;
}

function axis(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${near(x1)}" y1="${near(y1)}" x2="${near(x2)}" y2="${near(y2)}" stroke="#1F1B16"/>`;
}

function dashed(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${near(x1)}" y1="${near(y1)}" x2="${near(x2)}" y2="${near(y2)}" stroke="#9B2C2C" stroke-dasharray="4 4"/>`;
}

function text(x: number, y: number, words: string): string {
  const safe = words.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
  return `<text x="${near(x)}" y="${near(y)}" fill="#1F1B16">${safe}</text>`;
}

function near(value: number): string {
  return value.toFixed(1);
}

function short(points: number): string {
  return String(Number(points.toPrecision(4)));
}
