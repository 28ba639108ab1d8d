// A log names faults without repeating what somebody wrote.
import { expect, test } from 'vitest';
import { loggedFault } from './fault.ts';
import { StoreUnavailable } from './journal/unavailable.ts';

test('kind and place are logged, the message is not, however it is written', () => {
  const secret = 'my limit is 40\n    at least, says my boss';
  const logged = loggedFault(new TypeError(secret));
  expect(logged.name).toBe('TypeError');
  expect(logged.place[0]).toContain('fault.test.ts');
  expect(JSON.stringify(logged)).not.toMatch(/limit|boss/);
  expect(loggedFault(secret)).toEqual({ name: 'string', place: [] });
  expect(loggedFault(new StoreUnavailable('the disk is full')).message).toBe('the disk is full');
});
