// What the runtime asks of a pure room (session or table): one shape, so that folding, watching and projecting exist once.
// Shapes only.
import type { Json } from '../journal/port.ts';

export type Room<State, Fact, Viewer, View, Event> = {
  /** Reads a stored fact of this or an earlier schema. Throws on a newer one: this program is too old for its journal. */
  upcast(stored: Json): Fact;
  fold(state: State | null, fact: Fact): State;
  /** What projecting this state needs and takes long; undefined where it is there. */
  ready?(state: State): Promise<undefined> | undefined;
  /** With more facts than this no state after each of them is kept for viewers who come together: each has lists of its own,
   *  so that memory grows with the square of the facts. 8,000 if absent. */
  statesKept?: number;
  /** Two viewers with the same key see the same. */
  viewerKey(viewer: Viewer): string;
  /** The keys of all viewers who may see anything of a fact; null, and always if absent, where anybody may. So that what concerns one
   *  person is not projected for each of a thousand. */
  seenBy?(fact: Fact): readonly string[] | null;
  project(state: State, viewer: Viewer): View;
  projectFact(before: State | null, after: State, fact: Fact, viewer: Viewer): Event[];
};
