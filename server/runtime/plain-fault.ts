// A fault told in words for whoever runs the node. Its message holds ids, versions and counts, never what somebody wrote,
// so that it may be logged as it is.

export class PlainFault extends Error {
  override name = 'PlainFault';
}

/** A journal that this program cannot fold: a newer version of it wrote there, or a fact is damaged. */
export class UnreadableJournal extends PlainFault {
  override name = 'UnreadableJournal';
}
