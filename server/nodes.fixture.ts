// For tests: nodes that are held to have had no fault and are ended when the tests that use them are over.
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startNode, type TestNode } from './node.fixture.ts';

type Options = Parameters<typeof startNode>[0];

async function endWithoutFault(node: TestNode): Promise<void> {
  try {
    expect(node.faults).toEqual([]);
  } finally {
    await node.end();
  }
}

/** One node for all tests of a file or of a `describe`; there once these begin. */
export function sharedNode(options?: Options): TestNode {
  const node = {} as TestNode;
  beforeAll(async () => {
    Object.assign(node, await startNode(options));
  });
  afterAll(() => endWithoutFault(node));
  return node;
}

/** Starts nodes for one test each, which are ended after it. */
export function nodesEach(): typeof startNode {
  const started: TestNode[] = [];
  afterEach(async () => {
    for (const node of started.splice(0).toReversed()) await endWithoutFault(node);
  });
  return async (options) => {
    const node = await startNode(options);
    started.push(node);
    return node;
  };
}
