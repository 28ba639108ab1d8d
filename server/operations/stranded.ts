// Notices that this node's store has been away for a while though another node is ready: its people would be told "try again" here for as long as
// that lasts. Knows no connection, and of other nodes only what the proxy says with its question.

/** Longer than a store that is started again takes, shorter than people wait. */
export const strandedAfterMs = 10_000;
/** A proxy asks each second; after such a silence what it said before counts no more. */
const silentMs = 3_000;

export type StrandedOptions = {
  onStranded(): void;
  afterMs?: number;
  /** Any clock that is never put back, ms. */
  now?: () => number;
};

/** To be told of each question of a proxy: whether the store answers, and how many nodes are ready by what the proxy knows. */
export function watchStranded({
  onStranded,
  afterMs = strandedAfterMs,
  now = () => performance.now(),
}: StrandedOptions) {
  let since: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  return (storeAnswers: boolean, nodesReady: number): void => {
    const at = now();
    // Both have to last: where a store comes back for all, one node sees it before the other, and nobody is to be cut off for that.
    if (storeAnswers || nodesReady === 0) since = null;
    else if (since === null || at - askedAt > silentMs) since = at;
    else if (at - since >= afterMs) {
      // Whoever comes all the same is not sent on again at once.
      since = at;
      onStranded();
    }
    askedAt = at;
  };
}
