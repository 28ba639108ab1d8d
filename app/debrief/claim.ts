// How one's own share can be drawn honestly. Where the points of two roles may not be added (the case says so), they
// never stand on one line of points; their parts of what was made together do. Pure.
import type { Share } from '../../server/protocol/debrief-view.ts';

export type Drawn =
  /** Points above everybody's own limit, on one line. */
  | { by: 'points'; own: number; others: { role: string; value: number }[] }
  /** Parts of what was made together, 0 to 1. */
  | { by: 'share'; own: number; others: { role: string; value: number }[] }
  /** Nothing to compare with: only one's own points. */
  | { by: 'ownPoints'; own: number; others: [] };

export function drawnShare(share: Share): Drawn {
  const { surplusPoints: own, others } = share;
  const sum = others.reduce((total, other) => total + other.surplusPoints, own);
  if (share.share === null || sum === 0) return { by: 'ownPoints', own, others: [] };
  // The server weighs by gain ratios where points may not be added; then its share is not that of the points.
  if (Math.abs(share.share - own / sum) < 1e-6) {
    return { by: 'points', own, others: others.map(({ role, surplusPoints }) => ({ role, value: surplusPoints })) };
  }
  const [other] = others;
  const rest = others.length === 1 && other ? [{ role: other.role, value: 1 - share.share }] : [];
  return { by: 'share', own: share.share, others: rest };
}
