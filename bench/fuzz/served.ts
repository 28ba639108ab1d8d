// The node under fuzz, in a process of its own: a crash is seen from outside, and its memory is its own.
import { startNode } from '../../server/node.fixture.ts';

const node = await startNode({ crowd: 1_000 });

process.on('message', (asked) => {
  if (asked === 'end') void node.end().then(() => process.exit(0));
  if (asked !== 'measure') return;
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const faults = node.faults.map((fault) => (fault instanceof Error ? String(fault.stack) : String(fault)));
  process.send?.({ heldBytes: heapUsed + external, faults });
});
process.send?.({ url: node.url });
