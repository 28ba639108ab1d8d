// Which line one's own share is drawn on.
import { describe, expect, it } from 'vitest';
import type { Share } from '../../server/protocol/debrief-view.ts';
import { drawnShare } from './claim.ts';

const share = (change: Partial<Share>): Share => ({
  points: 60,
  surplusPoints: 12,
  share: 0.6,
  shareAtNash: 0.5,
  shareAtKalaiSmorodinsky: 0.5,
  gainRatio: 0.7,
  belowReservation: false,
  others: [{ role: 'distributor', surplusPoints: 8 }],
  roundScore: null,
  ...change,
});

describe('own share', () => {
  it('stands in points beside the other side where points may be added', () => {
    expect(drawnShare(share({}))).toEqual({ by: 'points', own: 12, others: [{ role: 'distributor', value: 8 }] });
  });
  it('stands as a part of the whole where they may not', () => {
    const drawn = drawnShare(share({ share: 0.4 }));
    expect(drawn.by).toBe('share');
    expect(drawn.others).toEqual([{ role: 'distributor', value: 0.6 }]);
  });
  it('stands alone where nothing was made together', () => {
    expect(drawnShare(share({ share: null }))).toEqual({ by: 'ownPoints', own: 12, others: [] });
  });
});
