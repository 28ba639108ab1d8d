// What is under way, since when, and how long the latest pieces of work took. Pure counting on a given time.

/** How much is under way, what one piece took lately on average, and for how long the oldest has been under way. */
export type Work = { pending: number; meanMs: number; oldestMs: number };
/** The latest that count, and for how long: a night ago says nothing about now. */
const mostTimes = 128;
const countsForMs = 10_000;

/** `begin` counts a piece of work until what it answers is called. */
export type Tally = { begin(): () => void; work(): Work };

export function createTally(now: () => number = () => performance.now()): Tally {
  // A Set keeps the order of coming: the first is the oldest.
  const underWay = new Set<{ since: number }>();
  const times: { at: number; tookMs: number }[] = [];
  let sumMs = 0;

  function forget(): void {
    const before = now() - countsForMs;
    while (times.length > mostTimes || (times[0] !== undefined && times[0].at < before))
      sumMs -= times.shift()?.tookMs ?? 0;
  }

  return {
    begin() {
      const piece = { since: now() };
      underWay.add(piece);
      return () => {
        if (!underWay.delete(piece)) return;
        const tookMs = now() - piece.since;
        times.push({ at: now(), tookMs });
        sumMs += tookMs;
        forget();
      };
    },
    work() {
      forget();
      const [oldest] = underWay;
      return {
        pending: underWay.size,
        meanMs: times.length === 0 ? 0 : sumMs / times.length,
        oldestMs: oldest === undefined ? 0 : now() - oldest.since,
      };
    },
  };
}
