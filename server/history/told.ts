// A fault in one line, and whether it is one that may happen: a store that is away, or a delivery that waits for it.

export const told = (fault: unknown): string =>
  fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);

const expected = /^StoreUnavailable|^PlainFault: delivery .* has to wait|^Lost/;
export const isExpected = (fault: string): boolean => expected.test(fault);
