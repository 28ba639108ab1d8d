// Who is connected anywhere: the connections of this node, and what other nodes whispered within the last seconds.
// Never journaled; knows no table and no view.
import type { Connections } from './connections.ts';
import type { Whisper } from './whispers.ts';

/** Whispered again each second, so this forgets a node that died, not one word that was lost. */
const rememberMs = 3_200;
/** Sessions in one whisper. */
const batch = 200;

type Elsewhere = { persons: readonly string[]; heardAt: number };

export class Presence {
  private readonly node: string;
  private readonly connections: Connections;
  private readonly whisper: (word: Whisper) => void;
  private readonly changed: (sessionId: string) => void;
  private readonly clock: () => number;
  /** By session, then node. */
  private readonly elsewhere = new Map<string, Map<string, Elsewhere>>();
  /** Sessions whose people here changed since they were whispered. */
  private readonly untold = new Set<string>();

  constructor(parts: {
    node: string;
    connections: Connections;
    whisper(word: Whisper): void;
    /** People of a session came or went, here or on another node. */
    changed(sessionId: string): void;
    clock?: () => number;
  }) {
    this.node = parts.node;
    this.connections = parts.connections;
    this.whisper = parts.whisper;
    this.changed = parts.changed;
    this.clock = parts.clock ?? (() => performance.now());
  }

  /** Everybody of a session with a connection, to whichever node. */
  of(sessionId: string): Set<string> {
    const everybody = new Set(this.connections.personsOf(sessionId));
    for (const { persons } of this.elsewhere.get(sessionId)?.values() ?? []) {
      for (const person of persons) everybody.add(person);
    }
    return everybody;
  }

  /** Somebody came to this node or left it. */
  touch(sessionId: string): void {
    this.untold.add(sessionId);
    this.changed(sessionId);
  }

  /** At most four times a second: what changed here. */
  tellChanges(): void {
    this.tell([...this.untold]);
  }

  /** Each second: everything again, for whoever missed it, and silent nodes are forgotten. */
  refresh(): void {
    this.tell([...new Set([...this.untold, ...this.connections.sessions()])]);
    const oldest = this.clock() - rememberMs;
    for (const [sessionId, nodes] of this.elsewhere) {
      for (const [node, { heardAt }] of nodes) if (heardAt < oldest) this.forget(sessionId, node);
    }
  }

  hear(word: Extract<Whisper, { type: 'present' | 'leaving' }>): void {
    if (word.node === this.node) return;
    if (word.type === 'leaving') {
      for (const sessionId of [...this.elsewhere.keys()]) this.forget(sessionId, word.node);
      return;
    }
    for (const [sessionId, persons] of word.sessions) this.hearOf(sessionId, word.node, persons);
  }

  /** This node ends: others need not wait to notice. */
  leave(): void {
    this.whisper({ type: 'leaving', node: this.node });
  }

  private hearOf(sessionId: string, node: string, persons: readonly string[]): void {
    if (persons.length === 0) {
      this.forget(sessionId, node);
      return;
    }
    const nodes = this.elsewhere.get(sessionId) ?? new Map<string, Elsewhere>();
    this.elsewhere.set(sessionId, nodes);
    const before = nodes.get(node)?.persons;
    nodes.set(node, { persons, heardAt: this.clock() });
    if (before?.join() !== persons.join()) this.changed(sessionId);
  }

  private forget(sessionId: string, node: string): void {
    const nodes = this.elsewhere.get(sessionId);
    if (!nodes?.delete(node)) return;
    if (nodes.size === 0) this.elsewhere.delete(sessionId);
    this.changed(sessionId);
  }

  private tell(sessionIds: readonly string[]): void {
    this.untold.clear();
    for (let start = 0; start < sessionIds.length; start += batch) {
      const sessions = sessionIds
        .slice(start, start + batch)
        .map((sessionId): [string, string[]] => [sessionId, [...this.connections.personsOf(sessionId)].sort()]);
      this.whisper({ type: 'present', node: this.node, sessions });
    }
  }
}
