// The draft of a reflection: every statement of the protocol is asked, and odd documents do no harm.
import { describe, expect, it } from 'vitest';
import { reflectionScales } from '../../../server/protocol/table-commands.ts';
import { readDraft, scalesByTheme } from './use-reflection.ts';

describe('a reflection in the making', () => {
  it('asks every statement of the protocol once', () => {
    expect(Object.values(scalesByTheme).flat()).toEqual([...reflectionScales]);
  });
  it('starts without answers', () => {
    expect(Object.values(readDraft('', null).scales)).toEqual(reflectionScales.map(() => null));
  });
  it('takes a document that cannot be read as unanswered', () => {
    expect(readDraft('{"scales":', null)).toEqual(readDraft('', null));
  });
  it('keeps what was written', () => {
    const draft = readDraft(JSON.stringify({ scales: { selfCalm: 4 }, guess: ['price'], note: 'ask first' }), null);
    expect(draft).toMatchObject({ guess: ['price'], note: 'ask first' });
    expect(draft.scales.selfCalm).toBe(4);
    expect(draft.scales.selfPrepared).toBeNull();
  });
});
