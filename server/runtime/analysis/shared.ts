// Long rows of numbers that two threads look at without copying them.
// Knows plain values; nothing of what the numbers mean.

/** Rows shorter than this are copied faster than they are shared. */
const fromBytes = 4_096;

type Row = Float64Array | Int32Array | Uint32Array | Uint8Array;
const isRow = (value: object): value is Row => ArrayBuffer.isView(value);

/** The same plain value with its long rows in memory that posting shares. Shared rows are for reading: nobody writes them again. */
export function withSharedRows<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (isRow(value)) return (value.byteLength < fromBytes ? value : shared(value)) as Value;
  if (Array.isArray(value)) return value.map(withSharedRows) as Value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSharedRows(each)])) as Value;
}

function shared(row: Row): Row {
  const memory = new SharedArrayBuffer(row.byteLength);
  const Kind = row.constructor as new (memory: SharedArrayBuffer) => Row;
  const copy = new Kind(memory);
  copy.set(row);
  return copy;
}
