// Whoever comes back is shown what whoever never left was shown, however it was found.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SessionViewer } from '../protocol/session-view.ts';
import { cases } from '../session/case.fixture.ts';
import { played, scripts } from '../session/play.fixture.ts';
import { sessionRoom } from '../session/room.ts';
import { StreamEntry } from './stream-entry.ts';

const room = sessionRoom(cases);

test('what each viewer of a session was shown is the same, looked through together or each from all facts', () => {
  fc.assert(
    fc.property(scripts, fc.integer({ min: 0, max: 9 }), (script, people) => {
      const { facts, state } = played(script, people);
      const viewers: SessionViewer[] = [
        { kind: 'facilitator' },
        { kind: 'screen' },
        ...state.people.map(({ person }): SessionViewer => ({ kind: 'person', person })),
      ];
      const together = new StreamEntry('session:s', room);
      const alone = new StreamEntry('session:s', { ...room, statesKept: 0 });
      const middle = facts.length >> 1;
      for (const [index, fact] of facts.entries()) {
        // From here on the states are kept, and those who look later hear of what came before and after.
        if (index === middle) together.eventsFor({ kind: 'screen' });
        together.take(fact);
        alone.take(fact);
      }
      for (const viewer of viewers) expect(together.eventsFor(viewer)).toEqual(alone.eventsFor(viewer));
    }),
    { numRuns: 60 },
  );
});
