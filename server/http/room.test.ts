// The addresses for phones in the room, over real HTTP: told to a browser on this machine, not to a page whose name somebody had lead here.
import { once } from 'node:events';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGate } from '../gate/gate.ts';
import { createMemoryStore } from '../journal/memory.ts';
import { library, steadyLoad } from '../node.fixture.ts';
import { createRuntime, type Runtime } from '../runtime/runtime.ts';
import { serveHttp } from './serve.ts';

let runtime: Runtime;
let server: ReturnType<typeof serveHttp>;
beforeAll(async () => {
  const onFault = (fault: unknown) => {
    throw fault;
  };
  runtime = await createRuntime({ store: createMemoryStore(), catalogue: await library(), onFault });
  const closed = { request: () => undefined, upgrade: () => undefined };
  server = serveHttp({
    runtime,
    gate: createGate({ proxies: 0, crowd: 1, load: steadyLoad('calm') }),
    sockets: { path: '/live', ...closed },
    pages: { page: async () => undefined },
    // A test machine may have none of its own.
    roomAddresses: () => ['http://192.0.2.7:3000'],
    onFault,
    onRefused: () => undefined,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await runtime.stop();
});

/** `fetch` lets nobody choose the name that was asked for. */
function askedAs(name: string): Promise<string[]> {
  const { port } = server.address() as AddressInfo;
  return new Promise((answered, failed) => {
    get({ port, host: '127.0.0.1', path: '/api/room', headers: { host: name } }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      answered((JSON.parse(text) as { addresses: string[] }).addresses);
    }).once('error', failed);
  });
}

test.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000', '192.168.1.7'])(
  'asked as %s: told',
  async (name) => {
    expect(await askedAs(name)).toEqual(['http://192.0.2.7:3000']);
  },
);

test.each(['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test:3000', 'evil.test#localhost', 'a b'])(
  'asked as %s: none',
  async (name) => {
    expect(await askedAs(name)).toEqual([]);
  },
);
