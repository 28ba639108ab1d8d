// Answers one resume: what a viewer missed of a stream, or all of it, and from then on whatever follows.
// The one recovery path; who may see what was settled before.
import type { Store } from '../journal/port.ts';
import type { ResumeAnswer, ResumeFrame } from '../protocol/wire.ts';
import type { Connected, ViewSource } from './connected.ts';
import type { Connections } from './connections.ts';
import { epochOf, markOfStore } from './epoch.ts';
import type { Identity } from './identity.ts';
import { tableStream } from './streams.ts';
import { joinTexts } from './texts.ts';

export type ResumeParts = { store: Store; connections: Connections };

type Watched<Viewer> = {
  entry: {
    stream: string;
    state: unknown;
    generation: number;
    room: { viewerKey(viewer: Viewer): string };
    eventsFor(viewer: Viewer, key: string): readonly unknown[];
    viewFor(viewer: Viewer): unknown;
  };
  viewerNow(): Viewer;
};

/** The epoch whenever asked, which is at every fact: made anew only where something that it is made of changed. */
function createEpochs<Viewer>(entry: Watched<Viewer>['entry'], viewerNow: () => Viewer): () => string {
  let seen: { state: unknown; viewer: Viewer; generation: number; mark: string; epoch: string } | null = null;
  return () => {
    const { state, generation } = entry;
    const mark = markOfStore();
    const last = seen?.generation === generation && seen.mark === mark ? seen : null;
    if (last !== null && last.state === state) return last.epoch;
    // Who one is can change with the state only, and seldom does.
    const viewer = viewerNow();
    if (last !== null && last.viewer === viewer) {
      last.state = state;
      return last.epoch;
    }
    const epoch = epochOf(entry.room.viewerKey(viewer), generation);
    seen = { state, viewer, generation, mark, epoch };
    return epoch;
  };
}

/** Answers with the events after the version asked for, or with the whole view, and subscribes from there on. */
export async function answerResume<Viewer>(
  parts: ResumeParts,
  connected: Connected,
  frame: ResumeFrame,
  { entry, viewerNow }: Watched<Viewer>,
): Promise<ResumeAnswer> {
  const viewer = viewerNow();
  const epochNow = createEpochs(entry, viewerNow);
  const epoch = epochNow();
  const key = entry.room.viewerKey(viewer);
  const source: ViewSource = { epoch: epochNow, events: () => entry.eventsFor(viewer, key) };
  const events = source.events();
  const version = events.length;
  const position = { stream: frame.stream, epoch, version };
  const follows = frame.epoch === epoch && frame.version > 0 && frame.version <= version;
  const view = follows ? null : entry.viewFor(viewer);
  const turn = Symbol();
  connected.resuming.set(entry.stream, turn);
  parts.connections.unsubscribe(connected, entry.stream);
  const answer = follows
    ? { ok: true, ...position, events: await joinTexts(parts.store, events.slice(frame.version)) }
    : {
        ok: true,
        ...position,
        view: await joinTexts(parts.store, view),
        documents: await notesOf(parts, connected.identity, frame),
      };
  // Subscribed from this very version on, once the answer is out: what came meanwhile follows as events.
  setImmediate(() => {
    // A later resume of the same stream answers for itself, from where it looked.
    if (connected.resuming.get(entry.stream) !== turn) return;
    connected.resuming.delete(entry.stream);
    const { stream } = entry;
    parts.connections.subscribe(connected, { name: frame.stream, stream, source, epoch, sentVersion: version });
  });
  return answer as ResumeAnswer;
}

async function notesOf(
  { store }: ResumeParts,
  identity: Identity,
  { stream }: ResumeFrame,
): Promise<{ key: string; text: string; revision: number }[]> {
  if (stream === 'session' || identity.kind !== 'person') return [];
  const rows = await store.readDocuments(tableStream(stream.table), identity.person);
  return rows.map(({ key, text, revision }) => ({ key, text, revision }));
}
