// Holds a history against its promises, one after the other in their order. Reads the store as it is afterwards.
import type { Store } from '../journal/port.ts';
import type { SessionFact } from '../session/facts.ts';
import { missing, type Tally, tallied } from './exercised.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Journal, readJournals, type Shown, shownTo, tableViewerOf } from './journals.ts';
import { judgeCommands } from './judge-commands.ts';
import { judgeDeliveries } from './judge-deliveries.ts';
import { type HeadTime, headTimes } from './judge-heads.ts';
import { judgeOrderOfAll } from './judge-order.ts';
import { judgeTables } from './judge-tables.ts';
import { judgeViewers, type Watched } from './judge-viewers.ts';
import type { Complaint } from './ledger.ts';
import type { History } from './play.ts';
import type { Player } from './player.ts';
import { type Breaks, promises } from './promises.ts';
import { isExpected } from './told.ts';

export type Verdict = {
  broken: Complaint[];
  headMs: HeadTime[];
  ownMarks: number;
  ownNotes: number;
  tally: Tally;
  fingerprint: string;
};
export type Judged = {
  store: Store;
  nodesStore: Store;
  history: History;
  faults: readonly string[];
  headWithinMs: number;
  /** It was long enough for everything to be met. */
  whole: boolean;
  /** Every command had to be sent: nothing was broken on purpose. */
  sound: boolean;
};

export async function judge({
  store,
  nodesStore,
  history,
  faults,
  headWithinMs,
  whole,
  sound,
}: Judged): Promise<Verdict> {
  const { ledger, players } = history;
  const broken: Complaint[] = [];
  const breaks: Breaks = (promise, what, step = ledger.sent.length) => broken.push({ promise, what, step });
  const journals = await readJournals(store, streamsOf(history));
  for (const [stream, journal] of await readJournals(store, tablesOf(journals))) journals.set(stream, journal);
  await judgeCommands({ store, ledger, journals, breaks });
  await judgeHead(nodesStore, breaks);
  judgeTables(journals, breaks);
  const watched = await watchedBy(store, journals, players);
  await judgeViewers(watched, breaks);
  const headMs = headTimes(watched, history.calms);
  const slowest = headMs.reduce<HeadTime | null>((most, one) => (most && most.ms >= one.ms ? most : one), null);
  if (slowest && slowest.ms > headWithinMs)
    breaks(promises.head, `${slowest.who} took ${Math.round(slowest.ms)} ms after ${slowest.after}`);
  if (!history.rested)
    breaks(
      promises.acknowledged,
      `${players.reduce((sum, { sending }) => sum + sending.waiting, 0)} commands were never answered`,
    );
  await judgeDeliveries(store, journals, breaks);
  await judgeOrderOfAll(store, journals, breaks);
  const ownMarks = judgeMarks(players, journals, breaks);
  if (ownMarks === 0) breaks(promises.secrets, 'not even one’s own marks were found: the search sees nothing');
  for (const fault of new Set(faults.filter((told) => !isExpected(told)))) breaks(promises.faults, fault);
  const ownNotes = players.reduce((sum, player) => sum + player.sight.ownNotes, 0);
  const tally = tallied(history);
  if (whole && missing(tally).length > 0) breaks(promises.exercised, `never: ${missing(tally).join(', ')}`);
  if (sound && history.stalled !== null) breaks(promises.exercised, history.stalled);
  const order: string[] = Object.values(promises);
  const all = [...broken, ...ledger.complaints];
  all.sort((one, other) => order.indexOf(one.promise) - order.indexOf(other.promise));
  return { broken: all, headMs, ownMarks, ownNotes, tally, fingerprint: fingerprintOf(history, journals) };
}

/** Marks of a role reach its holders at its table, and nobody else anywhere. Returns how many reached their own. */
function judgeMarks(players: readonly Player[], journals: Map<string, Journal>, breaks: Breaks): number {
  let own = 0;
  for (const player of players)
    for (const [key, marks] of player.sight.marks) {
      const journal = journals.get(`table:${key}`);
      const viewer = (journal && viewerOf(player, journal, key)) as { role?: string } | undefined;
      for (const [mark, role] of marks) {
        if (viewer?.role === role) own += 1;
        else breaks(promises.secrets, `${mark} of ${role} crossed to ${player.who} at ${key}`);
      }
    }
  return own;
}

function streamsOf({ players }: History): Set<string> {
  const streams = new Set<string>();
  for (const { followers, parts } of players)
    for (const key of followers.keys()) streams.add(key === 'session' ? `session:${parts.sessionId}` : `table:${key}`);
  return streams;
}

/** Also tables at which nobody came to sit. */
function tablesOf(journals: Map<string, Journal>): Set<string> {
  const opened = [...journals.values()].flatMap(({ facts }) => facts.map(({ fact }) => fact as SessionFact));
  const seated = opened.flatMap((fact) => (fact.type === 'roundOpened' ? fact.tables : []));
  return new Set(seated.map(({ tableId }) => `table:${tableId}`).filter((stream) => !journals.has(stream)));
}

/** Two appends on one head: exactly one is written. */
async function judgeHead(store: Store, breaks: Breaks): Promise<void> {
  const stream = 'house:history';
  const head = (await store.heads([stream])).get(stream) ?? 0;
  const outcomes = await Promise.all(
    ['one', 'other'].map((commandId) => {
      const idempotency = { seatId: 'history', commandId: `${commandId}-${head}`, payloadHash: '', ack: null };
      return store.append({ stream, expectedVersion: head, facts: [{ commandId }], idempotency });
    }),
  );
  const written = outcomes.filter(({ outcome }) => outcome === 'appended').length;
  if (written !== 1) breaks(promises.exactHead, `${written} were written`);
  await store.deleteStreams([stream]);
}

async function watchedBy(store: Store, journals: Map<string, Journal>, players: readonly Player[]): Promise<Watched[]> {
  const watched: Watched[] = [];
  const shown = new Map<string, Promise<Shown>>();
  for (const player of players)
    for (const [key, follower] of player.followers) {
      const stream = key === 'session' ? `session:${player.parts.sessionId}` : `table:${key}`;
      const journal = journals.get(stream);
      const viewer = journal && journal.facts.length > 0 && viewerOf(player, journal, key);
      if (!viewer) continue;
      const name = `${stream} ${JSON.stringify(viewer)}`;
      const own = shown.get(name) ?? shownTo(store, journal, viewer);
      shown.set(name, own);
      watched.push({ who: `${player.who} at ${stream}`, stream, follower, journal, shown: await own });
    }
  return watched;
}

function viewerOf({ parts }: Player, journal: Journal, key: string): unknown {
  const { handshake } = parts.card;
  if (handshake.as !== 'person') return { kind: handshake.as };
  return key === 'session' ? { kind: 'person', person: handshake.person } : tableViewerOf(journal, handshake.person);
}
