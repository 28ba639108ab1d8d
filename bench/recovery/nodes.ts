// Two nodes that share a Redis, behind a proxy with health checks: one killed, one stopped, and Redis itself killed and back.
import { serverFlags } from '../../scripts/lib/server-flags.mjs';
import { type Child, startChild } from '../ground/child.ts';
import { freePort, startRedis } from '../ground/redis.ts';
import type { Kept } from '../load/steadfast-main.ts';
import type { OursOptions } from '../servers/ours.ts';
import type { ProxyOptions } from '../servers/proxy.ts';
import { type Broken, type Fault, livedSince, pause, program, startSteadfast } from './scene.ts';

const redisGoneMs = 3_000;

/** Nothing is held to a core here: nodes, Redis and proxy share the machine as they would. */
export async function nodes(tables: number): Promise<Broken> {
  const redis = await startRedis(null);
  const ports = [await freePort(), await freePort()] as const;
  const node = (port: number) => {
    const options: OursOptions = { store: { redis: redis.url }, port };
    return startChild(program('ours.ts'), { core: null, options, flags: serverFlags });
  };
  const running = { first: await node(ports[0]), second: await node(ports[1]) };
  const proxied: ProxyOptions = { nodes: [...ports] };
  const proxy = await startChild(program('proxy.ts'), { core: null, options: proxied });
  const load = await startSteadfast({ port: await proxy.ask<number>('port'), tables });
  try {
    const faults: Fault[] = [];
    const killedAt = Date.now();
    running.first.kill('SIGKILL');
    faults.push(await livedSince(load, killedAt, 8_000, { id: 'killed', what: 'one of two nodes killed' }));
    running.first = await node(ports[0]);
    await pause(3_000);
    faults.push(await stopped(load, running.second));
    faults.push(await withoutRedis(load, redis));
    return { title: 'two nodes on Redis', faults, kept: await load.ask<Kept>('finish') };
  } finally {
    await load.end();
    await Promise.all([proxy.end(), running.first.end(), running.second.end()]);
    await redis.end();
  }
}

async function stopped(load: Child, node: Child): Promise<Fault> {
  const stoppedAt = Date.now();
  node.kill('SIGSTOP');
  const fault = await livedSince(load, stoppedAt, 12_000, { id: 'hung', what: 'one of two nodes hangs' });
  node.kill('SIGCONT');
  await pause(4_000);
  return fault;
}

async function withoutRedis(load: Child, redis: Awaited<ReturnType<typeof startRedis>>): Promise<Fault> {
  await redis.kill();
  await pause(redisGoneMs);
  await redis.start();
  return livedSince(load, Date.now(), 8_000, {
    id: 'redis',
    what: `Redis killed for ${redisGoneMs / 1_000} s, from its return`,
  });
}
