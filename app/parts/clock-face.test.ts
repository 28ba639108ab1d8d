// The clock's face at the moments that matter.
import { expect, it } from 'vitest';
import { clockFace } from './clock-face.ts';

it.each([
  [600_000, '10:00', 'calm'],
  [120_001, '2:01', 'calm'],
  [120_000, '2:00', 'soon'],
  [30_001, '0:31', 'soon'],
  [30_000, '0:30', 'now'],
  [1, '0:01', 'now'],
  [0, '0:00', 'now'],
  [-5000, '0:00', 'now'],
])('%i ms before the deadline it says %s, %s', (left, text, urgency) => {
  expect(clockFace({ paused: false, deadline: 1_000_000 }, 1_000_000 - left)).toMatchObject({ text, urgency });
});

it('holds while paused, and is absent without a deadline', () => {
  expect(clockFace({ paused: true, remainingMs: 61_000 }, 5)).toMatchObject({ text: '1:01', paused: true });
  expect(clockFace({ paused: false, deadline: null }, 5)).toBeNull();
});
