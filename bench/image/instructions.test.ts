// The image and the composition, as far as they can be judged without an engine: every name they use is there, and fits.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfiguration, settingNames } from '../../server/configuration.ts';
import { startRedisServer } from '../../server/journal/redis/redis-server.fixture.ts';
import { createRedisStore } from '../../server/journal/redis.ts';
import { examineRedis } from '../../server/operations/examine-redis.ts';
import { commandOf, copyOf, environmentOf, ignores, type Stage, stagesOf } from './instructions.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const [build, image] = stagesOf(read('Dockerfile')) as [Stage, Stage];
const ignored = read('.dockerignore').split('\n').filter(Boolean);
const all = (stage: Stage, wanted: string) => stage.instructions.filter(({ name }) => name === wanted);
const one = (stage: Stage, wanted: string) => all(stage, wanted)[0] ?? { name: '', words: '', line: 0 };
const routes = () => read('server/http/health.ts');

describe('Dockerfile', () => {
  test('both stages stand on the Node that package.json names, and the second runs as a user of its own', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    const major = devDependencies.node?.split('.')[0];
    expect([build.base, image.base]).toEqual(Array(2).fill(`node:${major}-bookworm-slim`));
    expect(one(image, 'USER').words).toBe('node');
    expect(one(image, 'STOPSIGNAL').words).toBe('SIGTERM');
  });

  test('what is copied is there and not ignored', () => {
    for (const { sources } of all(build, 'COPY').map(copyOf))
      for (const source of sources.map((path) => path.replace(/^\.\//, '')).filter((path) => path !== '.')) {
        expect(existsSync(join(root, source)), source).toBe(true);
        expect(ignores(ignored, source), source).toBe(false);
      }
    const made = ['node_modules', '.next'];
    for (const { from, sources } of all(image, 'COPY').map(copyOf)) {
      expect(from).toBe('build');
      for (const source of sources.map((path) => path.replace('/parley/', ''))) {
        if (!made.includes(source)) expect(existsSync(join(root, source)), source).toBe(true);
        if (!made.includes(source)) expect(ignores(ignored, source), source).toBe(false);
      }
    }
  });

  test('what the server imports of its own is in the image', () => {
    const copied = all(image, 'COPY').flatMap((copy) =>
      copyOf(copy).sources.map((path) => path.replace('/parley/', '')),
    );
    for (const folder of ['server', 'simulations', 'package.json', 'next.config.mjs']) expect(copied).toContain(folder);
  });

  test('its settings are settings, and its health check asks what there is', () => {
    const environment = environmentOf(image);
    const own = Object.keys(environment).filter((name) => name.startsWith('PARLEY_') || name === 'PORT');
    for (const name of own) expect(settingNames).toContain(name);
    expect(readConfiguration(environment)).toMatchObject({
      ok: true,
      configuration: { port: 3000, dataFolder: '/data' },
    });
    expect(one(image, 'EXPOSE').words).toBe(environment.PORT);
    expect(one(image, 'VOLUME').words).toBe(environment.PARLEY_DATA);
    const asked = /'\+process\.env\.PORT\+'(\/\w+)'/.exec(commandOf(one(image, 'HEALTHCHECK')).join(' '))?.[1];
    expect(routes()).toContain(`'${asked}':`);
  });

  test('starts the program as npm start does', async () => {
    const { serverFlags } = (await import('../../scripts/lib/server-flags.mjs')) as { serverFlags: string[] };
    const [program, ...words] = commandOf(one(image, 'CMD'));
    expect(program).toBe('node');
    expect(words).toEqual([...serverFlags, 'server/main.ts']);
  });
});

type Service = {
  image?: string;
  build?: string;
  command?: string | string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  depends_on?: string[] | Record<string, unknown>;
  healthcheck?: { test: string[] };
  profiles?: string[];
  stop_grace_period?: string;
  read_only?: boolean;
  cap_drop?: string[];
};
const { services, volumes } = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const nodes = () => ['node-a', 'node-b'].map((name) => services[name] as Service);

describe('compose.yaml', () => {
  test('two nodes, made from this folder, without rights, given the time to drain', () => {
    for (const { build: from, read_only, cap_drop, stop_grace_period } of nodes()) {
      expect([from, read_only, cap_drop]).toEqual(['.', true, ['ALL']]);
      expect(Number.parseInt(stop_grace_period ?? '', 10)).toBeGreaterThan(10);
    }
  });

  test('the settings of a node are settings, and a node would start with them', () => {
    const environment = { ...environmentOf(image), ...nodes()[0]?.environment, PARLEY_HOST_KEY: 'a key of this test' };
    expect(readConfiguration(environment)).toMatchObject({
      ok: true,
      configuration: { redisUrl: 'redis://redis:6379/0', proxies: 1, port: 3000 },
    });
    expect(nodes()[0]?.environment?.PARLEY_HOST_KEY).toMatch(/^\$\{PARLEY_HOST_KEY:\?/);
  });

  test('whoever is named is there: services, volumes, files', () => {
    for (const [name, { depends_on, volumes: mounts = [] }] of Object.entries(services)) {
      for (const other of Array.isArray(depends_on) ? depends_on : Object.keys(depends_on ?? {}))
        expect(services, `${name} → ${other}`).toHaveProperty([other]);
      for (const [from = ''] of mounts.map((mount) => mount.split(':'))) {
        if (from.startsWith('.')) expect(existsSync(join(root, from)), from).toBe(true);
        else expect(volumes).toHaveProperty([from]);
      }
    }
  });

  test('the store is created by hand only, by a program that is there', () => {
    expect(services.create?.profiles).toEqual(['setup']);
    const [program, file = '', ...words] = services.create?.command ?? [];
    expect([program, existsSync(join(root, file)), words]).toEqual(['node', true, ['store', 'create']]);
  });

  test('the proxy has every name that its file asks for, and reaches the nodes at their port', () => {
    const { environment = {}, ports = [] } = services.proxy ?? {};
    const haproxy = read('deploy/haproxy.cfg');
    const asked = new Set([...haproxy.matchAll(/"\$\{(\w+)\}"/g)].map(([, name]) => name));
    expect(new Set(Object.keys(environment))).toEqual(asked);
    for (const name of ['NODE_A', 'NODE_B']) {
      const [host = '', port] = (environment[name] ?? '').split(':');
      expect(services).toHaveProperty([host]);
      expect(port).toBe(environmentOf(image).PORT);
    }
    expect(ports[0]?.split(':').at(-1)).toBe(environment.PROXY_BIND?.slice(1));
    const check = /http-check send meth GET uri (\S+)/.exec(haproxy)?.[1];
    expect(routes()).toContain(`'${check}':`);
  });

  test.each(['nodes', 'anybody'])('the proxy pins a browser to one of its %s, so that polling goes on', (name) => {
    const [, backend = ''] =
      new RegExp(`^backend ${name}\\n((?:[ #].*\\n|\\n)*)`, 'm').exec(read('deploy/haproxy.cfg')) ?? [];
    const lines = backend
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([first]) => first !== undefined && first !== '' && !first.startsWith('#'));
    const [cookie = [], ...others] = lines.filter(([first]) => first === 'cookie');
    expect(others).toEqual([]);
    // insert: the proxy's own; indirect and nocache: the nodes and caches never see it; httponly: no script does.
    expect(cookie.slice(2).sort()).toEqual(['SameSite=Lax', 'attr', 'httponly', 'indirect', 'insert', 'nocache']);
    const pins = lines.filter(([first]) => first === 'server').map((words) => words[words.indexOf('cookie') + 1]);
    expect(pins).toHaveLength(nodes().length);
    expect(new Set(pins).size).toBe(pins.length);
    // A node that is out is left for another: pinned, but not to a grave.
    expect(read('deploy/haproxy.cfg')).toMatch(/^\s+option redispatch/m);
  });

  test('its Redis, started with these very words, is as the doctor wants it, and answers its health check', async () => {
    const [, ...words] = String(services.redis?.command).split(/\s+/);
    const server = await startRedisServer(words.map((word) => (word === '""' ? '' : word)));
    try {
      await createRedisStore({ url: server.url });
      expect((await examineRedis(server.url)).filter(({ ok }) => !ok)).toEqual([]);
      expect(services.redis?.healthcheck?.test).toEqual(['CMD', 'redis-cli', 'ping']);
      expect(await server.command('PING')).toBe('PONG');
    } finally {
      await server.end();
    }
  });
});
