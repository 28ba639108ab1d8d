// What every viewer saw against what the journal shows them: the same events under the same versions, the same view at the end.
import type { TableView } from '../protocol/table-view.ts';
import type { Follower } from './follower.ts';
import type { Journal, Shown } from './journals.ts';
import { type Breaks, promises } from './promises.ts';

export type Watched = { who: string; stream: string; follower: Follower; journal: Journal; shown: Shown };

export async function judgeViewers(watched: readonly Watched[], breaks: Breaks): Promise<void> {
  for (const one of watched) {
    // Nobody came this far: the table was over before they looked.
    if (one.follower.version === 0) continue;
    judgeSeen(one, breaks);
    await judgeViews(one, breaks);
  }
  judgeOrder(watched, breaks);
}

function judgeSeen({ who, follower, shown }: Watched, breaks: Breaks): void {
  const { events } = follower.seen.get(follower.epoch) ?? { events: new Map<number, string>() };
  const other = [...events].find(([version, json]) => json !== shown.events[version - 1]);
  if (other !== undefined) {
    const [version, json] = other;
    const expected = shown.events[version - 1]?.slice(0, 300);
    breaks(promises.oneHistory, `${who}: version ${version} was ${json.slice(0, 300)}, the journal says ${expected}`);
  }
  if (follower.version > shown.events.length)
    breaks(promises.dense, `${who}: at ${follower.version}, the journal shows ${shown.events.length}`);
}

async function judgeViews({ who, follower, shown }: Watched, breaks: Breaks): Promise<void> {
  for (const { version, json } of follower.seen.get(follower.epoch)?.fresh ?? []) {
    const known = version > 0 && version <= shown.events.length;
    if (known && json !== (await shown.viewAt(version)))
      breaks(promises.folding, `${who}: the whole view at ${version} is not what the journal shows`);
  }
  if (follower.version < shown.events.length) return;
  const whole = await shown.viewAt(shown.events.length);
  if (sorted(JSON.parse(JSON.stringify(follower.view))) !== sorted(JSON.parse(whole)))
    breaks(promises.folding, `${who}: folded up to ${follower.version} it is not what may be seen`);
}

/** JSON with its keys in order: folding puts them in another one than projecting. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

/** Whoever is at the head of a table sees the same conversation, offers and outcome as everybody else there. */
function judgeOrder(watched: readonly Watched[], breaks: Breaks): void {
  const tables = Map.groupBy(
    watched.filter(
      ({ stream, follower, shown }) => stream.startsWith('table:') && follower.version === shown.events.length,
    ),
    ({ stream }) => stream,
  );
  for (const [stream, viewers] of tables) {
    const views = viewers.map(({ follower }) => follower.view as TableView);
    const same = (part: (view: TableView) => unknown) =>
      new Set(views.map((view) => JSON.stringify(part(view)))).size <= 1;
    if (!same(({ outcome }) => outcome)) breaks(promises.oneAgreement, `${stream}: viewers see different outcomes`);
    if (!same(({ conversation, offers }) => [conversation.map(({ id }) => id), offers.map(({ id }) => id)]))
      breaks(promises.oneHistory, `${stream}: viewers see different orders`);
  }
}
