// The exhaustive search of the table machine as a command, deeper than `npm test` goes:
// `npm run history:table -- --roles two|three|coalition --depth N`. Exit 0 where every promise held.
import { coalitionCase, threeRoleCase, twoRoleCase } from '../table/case.fixture.ts';
import { searchTable } from '../table/exhaustive.fixture.ts';
import { numberAfter, wordAfter } from './arguments.ts';

const cases = { two: twoRoleCase, three: threeRoleCase, coalition: coalitionCase };
const roles = wordAfter('--roles', Object.keys(cases) as (keyof typeof cases)[], 'two');
const depth = numberAfter('--depth', 8, 1);

const startedAt = Date.now();
const found = searchTable(cases[roles], depth);
console.log(`${roles}, depth ${depth}: ${found.states} states, ${found.acts} acts, ${found.accepted} accepted`);
console.log(`deals: ${JSON.stringify(found.deals)}; ${Math.round((Date.now() - startedAt) / 1000)} s`);
if (found.broken) {
  console.log(`\nBroken: ${found.broken.message}\n${found.broken.way.map((act, at) => `${at}. ${act}`).join('\n')}`);
  process.exitCode = 1;
}
