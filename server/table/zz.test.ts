import fc from 'fast-check';
import { it } from 'vitest';
import { coalitionCase, threeRoleCase, twoRoleCase } from './case-fixture.ts';
import { actsArbitrary, perform } from './play-fixture.ts';
import { opening, Played } from './table-fixture.ts';

it('x', () => {
  const count: Record<string, number> = {};
  let steps = 0;
  const deal: Record<string, number> = {};
  fc.assert(
    fc.property(
      fc.constantFrom(twoRoleCase, threeRoleCase, coalitionCase),
      fc.constantFrom('chat' as const, 'voice' as const),
      actsArbitrary,
      (c, talk, acts) => {
        const p = new Played(c);
        p.deliver(opening(c, { talk }));
        p.phase('read', 5);
        p.phase('bargain', 20);
        for (const a of acts) perform(p, a);
        for (const h of p.happened) {
          count[h.fact.type] = (count[h.fact.type] ?? 0) + 1;
          const k = String(h.after.machine.value.deal);
          deal[k] = (deal[k] ?? 0) + 1;
        }
        steps += acts.length;
      },
    ),
    { numRuns: 300 },
  );
  console.log(steps, count, deal);
});
