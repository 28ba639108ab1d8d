// Reading stored facts: what is newer, unknown or no fact is an error with words, never a throw.
import { describe, expect, it } from 'vitest';
import { schemaVersion, upcast } from './facts.ts';

describe('stored facts', () => {
  it('are read in their own shape', () => {
    const fact = { schemaVersion, type: 'breakTaken', role: 'seller', person: 'p', at: 1 };
    expect(upcast(fact)).toEqual({ ok: true, fact });
  });

  it('are refused with the reason where this program cannot know them', () => {
    const why = (stored: unknown) => {
      const read = upcast(stored);
      return read.ok ? 'read' : read.why;
    };
    expect(why({ schemaVersion: schemaVersion + 1, type: 'breakTaken' })).toContain(`up to ${schemaVersion}`);
    expect(why({ type: 'breakTaken' })).toContain('schemaVersion');
    expect(why({ schemaVersion, type: 'constructor' })).toContain('constructor');
    for (const nothing of [null, 3, 'breakTaken', []]) expect(why(nothing)).toBe('not a fact');
  });
});
