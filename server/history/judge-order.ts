// The one order of all journals: positions rise, and what stands under them is what each journal says on its own.
import type { Store, StoredFact } from '../journal/port.ts';
import type { Journal } from './journals.ts';
import { type Breaks, promises } from './promises.ts';

const page = 1_000;

export async function judgeOrderOfAll(store: Store, journals: Map<string, Journal>, breaks: Breaks): Promise<void> {
  const found = new Map<string, number>();
  let position = 0;
  for await (const fact of everything(store)) {
    if (fact.position <= position) breaks(promises.onePosition, `position ${fact.position} after ${position}`);
    position = fact.position;
    const before = found.get(fact.stream) ?? 0;
    if (fact.version !== before + 1)
      breaks(promises.onePosition, `${fact.stream}: version ${fact.version} after ${before}`);
    found.set(fact.stream, fact.version);
    const own = journals.get(fact.stream)?.facts[fact.version - 1];
    if (own && JSON.stringify(own) !== JSON.stringify(fact))
      breaks(promises.onePosition, `${fact.stream} at ${fact.version} reads otherwise among all`);
  }
  for (const { stream, facts } of journals.values())
    if (facts.length !== (found.get(stream) ?? 0))
      breaks(promises.onePosition, `${stream}: ${facts.length} facts, ${found.get(stream) ?? 0} among all`);
}

async function* everything(store: Store): AsyncGenerator<StoredFact> {
  let position = 0;
  for (;;) {
    const facts = await store.readAll(position, page);
    yield* facts;
    const last = facts.at(-1);
    if (last === undefined || last.position <= position) return;
    position = last.position;
  }
}
