// Whether two views say the same. Views are JSON, built field by field in one order, so their texts can be compared.

export const same = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
