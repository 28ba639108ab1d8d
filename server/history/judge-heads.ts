// How soon after harm everybody had what was written before it was over.
import type { Calm } from './disturb.ts';
import type { Watched } from './judge-viewers.ts';

/** `ms` is infinite for those who never came there. */
export type HeadTime = { ms: number; who: string; after: string };

/** Who looked away so soon after a calm may not have waited. */
const lookedMs = 2_000;

/** For each calm after harm and each viewer: how long until they had all that was written before it. */
export function headTimes(watched: readonly Watched[], calms: readonly Calm[]): HeadTime[] {
  return calms.flatMap(({ at: calm, after }) =>
    watched.flatMap(({ who, follower, journal, shown }) => {
      const head = journal.facts.filter(({ at }) => at <= calm).length;
      const expected = shown.after[head] ?? 0;
      // Who came to look only later was not behind.
      if (expected === 0 || follower.since > calm || (follower.leftAt ?? Number.POSITIVE_INFINITY) < calm + lookedMs)
        return [];
      const reached = [...follower.seen.values()].flatMap((seen) => seen.reached);
      const there =
        follower.version >= expected || follower.leftAt !== null
          ? reached.find(({ version }) => version >= expected)
          : undefined;
      const arrived = there?.at ?? Number.POSITIVE_INFINITY;
      return [{ ms: Math.max(0, arrived - calm), who, after }];
    }),
  );
}
