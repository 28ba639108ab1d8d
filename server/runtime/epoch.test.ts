// The wire is pinned: whoever changes a frame's shape changes this line too, knowingly, and notes it in the changelog.
import { expect, test } from 'vitest';
import { epochOf, protocolHash } from './epoch.ts';

test('the protocol has the shape that clients were built for', () => {
  expect(protocolHash).toBe('SoQnrL3GL20w_SMn');
});

test('two viewers never share an epoch', () => {
  expect(epochOf('seat:builder:anna')).not.toBe(epochOf('seat:distributor:anna'));
});
