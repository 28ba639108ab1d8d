// Presence over nodes: everybody is seen, whispers may be lost, and who fell silent is forgotten within seconds.
import { expect, test } from 'vitest';
import { createMemoryStore } from '../journal/memory.ts';
import type { Outlet } from './connected.ts';
import { Connections } from './connections.ts';
import { Presence } from './presence.ts';
import type { Whisper } from './whispers.ts';

const outlet: Outlet = {
  events: () => undefined,
  heads: () => undefined,
  summary: () => undefined,
  gone: () => undefined,
};

function nodeCalled(name: string, clock: () => number) {
  const said: Whisper[] = [];
  const changes: string[] = [];
  const connections = new Connections(createMemoryStore(), () => undefined);
  const presence = new Presence({
    node: name,
    connections,
    whisper: (word) => said.push(word),
    changed: (sessionId) => changes.push(sessionId),
    clock,
  });
  connections.onPresence = (sessionId) => presence.touch(sessionId);
  const dial = (person: string) =>
    connections.add({ kind: 'person', sessionId: 's', person, credentialHash: person }, outlet);
  return { presence, connections, said, changes, dial };
}

/** All that was said so far reaches the other. */
function reaches(from: ReturnType<typeof nodeCalled>, to: ReturnType<typeof nodeCalled>): void {
  for (const word of from.said.splice(0)) if (word.type !== 'sessionDeleted') to.presence.hear(word);
}

test('people of two nodes are seen on both, a lost whisper is made up for within a second, a killed node fades', () => {
  let now = 0;
  const [one, two] = [nodeCalled('one', () => now), nodeCalled('two', () => now)];
  one.dial('anna');
  const bram = two.dial('bram');
  two.presence.tellChanges();
  two.said.length = 0; // lost
  expect([...one.presence.of('s')]).toEqual(['anna']);
  two.presence.refresh();
  reaches(two, one);
  expect([...one.presence.of('s')].sort()).toEqual(['anna', 'bram']);
  const changes = one.changes.length;
  two.presence.refresh();
  reaches(two, one);
  expect(one.changes).toHaveLength(changes);
  two.connections.remove(bram);
  two.presence.tellChanges();
  reaches(two, one);
  expect([...one.presence.of('s')]).toEqual(['anna']);
  two.dial('bram');
  two.presence.tellChanges();
  reaches(two, one);
  now = 3_000;
  one.presence.refresh();
  expect(one.presence.of('s').size).toBe(2);
  now = 4_000;
  one.presence.refresh();
  expect([...one.presence.of('s')]).toEqual(['anna']);
});

test('a node that ends says so, and one person on two nodes is one person', () => {
  const [one, two] = [nodeCalled('one', () => 0), nodeCalled('two', () => 0)];
  one.dial('anna');
  two.dial('anna');
  two.presence.refresh();
  reaches(two, one);
  expect([...one.presence.of('s')]).toEqual(['anna']);
  two.presence.leave();
  reaches(two, one);
  expect([...one.presence.of('s')]).toEqual(['anna']);
});
