// What a clock shows at a moment. Pure.
/** `deadline` in store time, ms; `remainingMs` holds while paused. */
export type Ticking = { paused: false; deadline: number | null } | { paused: true; remainingMs: number | null };
export type ClockFace = { text: string; paused: boolean; over: boolean; urgency: 'calm' | 'soon' | 'now' };

/** Null where there is no deadline. Seconds are rounded up: 0:00 shows only when it is over. */
export function clockFace(ticking: Ticking, now: number): ClockFace | null {
  const left = ticking.paused ? ticking.remainingMs : ticking.deadline === null ? null : ticking.deadline - now;
  if (left === null) return null;
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const urgency = seconds > 120 ? 'calm' : seconds > 30 ? 'soon' : 'now';
  return { text, paused: ticking.paused, over: seconds === 0, urgency };
}
