// The store's time where one process has it alone: this machine's wall clock, without its small steps back.
// Knows no store.

/** A clock put back by this much or less is waited out; one put back further is followed, or no deadline would come for so long. */
const waitedOutMs = 250;

/** ms since 1970. */
export function wallClock(clock: () => number = Date.now): () => number {
  let told = Number.NEGATIVE_INFINITY;
  return () => {
    const time = clock();
    told = told - time > waitedOutMs ? time : Math.max(told, time);
    return told;
  };
}
