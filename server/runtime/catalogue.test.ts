// Cases that sessions bring along: found under the hash their facts name, opened once.
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { analystHere } from './analysis/analyst.ts';
import { Catalogue } from './catalogue.ts';
import { readLibrary } from './library.ts';

test('a kept case is found under the hash of its session, however it would be hashed today, and opened once', async () => {
  const library = await readLibrary(resolve(import.meta.dirname, '../../simulations/library'));
  const [known] = library.all();
  if (!known) throw new Error('the library is empty');
  const catalogue = await Catalogue.open([], analystHere);
  await catalogue.adopt('of-an-earlier-schema', JSON.stringify(known.simulation));
  const opened = catalogue.byHash('of-an-earlier-schema');
  expect(opened).toMatchObject({ hash: 'of-an-earlier-schema', simulation: { id: known.simulation.id } });
  await catalogue.adopt('of-an-earlier-schema', JSON.stringify(known.simulation));
  expect(catalogue.byHash('of-an-earlier-schema')).toBe(opened);
});
