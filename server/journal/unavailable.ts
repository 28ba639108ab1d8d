// The one error that a store throws: it is away, closed or broken. Refusals are results, never this.
// Knows no store in particular.

/** The store cannot answer. For a write that was under way the outcome is unknown: look (`findAck`) before retrying. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/** What it held is gone, or it holds another's: waiting does not help, somebody has to restore. */
export class StoreLost extends StoreUnavailable {}
