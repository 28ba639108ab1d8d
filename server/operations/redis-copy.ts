// Copies of the store in Redis, over the wire: every key of it as of one moment, and back into a Redis that holds none.
// Knows keys as bytes only. Writing pauses while a copy is read; reading goes on.
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { createClient, RESP_TYPES } from 'redis';
import { z } from 'zod';
import { openRedisStore } from '../journal/redis.ts';
import { noteRestored } from '../runtime/restored.ts';
import { Trouble } from './trouble.ts';

export const redisPrefix = 'parley:';
const epochKey = (prefix: string) => `${prefix}epoch`;
const keysAtOnce = 500;
/** Longest pause; a store that takes longer is copied by its own means. Nodes say "try again" meanwhile. */
const pauseMs = 15_000;

const headSchema = z.strictObject({
  parley: z.literal('redis'),
  format: z.literal(1),
  prefix: z.string(),
  at: z.string(),
});

type Client = Awaited<ReturnType<typeof open>>;
async function open(url: string) {
  const client = createClient({
    url,
    socket: { reconnectStrategy: false, connectTimeout: 5_000 },
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
    maintNotifications: 'disabled',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    throw new Trouble('Redis does not answer at REDIS_URL, or refuses its user and password.');
  }
  return client;
}

/** Resolves to the number of keys. `file` must not exist; it gets its name when it is whole. */
export async function backUpRedis(url: string, file: string, prefix = redisPrefix): Promise<number> {
  if (existsSync(file)) throw new Trouble(`${file} is there already: name another file.`);
  const client = await open(url);
  try {
    if (!(await client.exists(epochKey(prefix)))) throw new Trouble('This Redis holds no store of Parley.');
    const started = performance.now();
    await client.sendCommand(['CLIENT', 'PAUSE', String(pauseMs), 'WRITE']);
    let count: number;
    try {
      count = await writeCopy(client, `${file}.part`, prefix);
    } finally {
      await client.sendCommand(['CLIENT', 'UNPAUSE']);
    }
    if (performance.now() - started > pauseMs) {
      rmSync(`${file}.part`);
      throw new Trouble(`The store is too large to be copied this way (${pauseMs / 1000} s): copy Redis' own files.`);
    }
    renameSync(`${file}.part`, file);
    return count;
  } finally {
    client.destroy();
  }
}

async function writeCopy(client: Client, part: string, prefix: string): Promise<number> {
  const hash = createHash('sha256');
  const out = openSync(part, 'w', 0o600);
  const write = (bytes: Buffer) => {
    hash.update(bytes);
    writeSync(out, bytes);
  };
  try {
    write(Buffer.from(`${JSON.stringify({ parley: 'redis', format: 1, prefix, at: new Date().toISOString() })}\n`));
    let count = 0;
    for await (const keys of allKeys(client, prefix)) {
      const payloads = await Promise.all(keys.map((key) => client.sendCommand<Buffer>(['DUMP', key])));
      keys.forEach((key, index) => {
        write(sized(key));
        write(sized(payloads[index] as Buffer));
      });
      count += keys.length;
    }
    write(Buffer.alloc(4));
    writeSync(out, hash.digest());
    fsyncSync(out);
    return count;
  } finally {
    closeSync(out);
  }
}

function sized(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
}

/** Every key once: SCAN may name one twice. */
async function* allKeys(client: Client, prefix: string): AsyncGenerator<Buffer[]> {
  const pattern = `${prefix.replace(/[[\]*?\\]/g, '\\$&')}*`;
  const seen = new Set<string>();
  let cursor = '0';
  do {
    const [next, found] = await client.sendCommand<[Buffer, Buffer[]]>([
      'SCAN',
      cursor,
      'MATCH',
      pattern,
      'COUNT',
      String(keysAtOnce),
    ]);
    cursor = next.toString();
    const fresh = found.filter((key) => !seen.has(key.toString('latin1')));
    for (const key of fresh) seen.add(key.toString('latin1'));
    if (fresh.length > 0) yield fresh;
  } while (cursor !== '0');
}

type Copy = { prefix: string; at: string; entries: [key: Buffer, payload: Buffer][] };

/** Throws `Trouble` where the file is not a whole copy. */
export function readCopy(file: string): Copy {
  if (!existsSync(file)) throw new Trouble(`${file} does not exist.`);
  const bytes = readFileSync(file);
  const body = bytes.subarray(0, Math.max(0, bytes.length - 32));
  const headEnd = body.indexOf(0x0a);
  const head = headSchema.safeParse(jsonOf(body.subarray(0, Math.max(0, headEnd)).toString('utf8')));
  if (!head.success) throw new Trouble(`${file} is no copy of a Redis store of Parley.`);
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(-32)))
    throw new Trouble(`${file} is damaged or cut short. Nothing was changed.`);
  const entries: Copy['entries'] = [];
  let at = headEnd + 1;
  const next = () => {
    const size = body.readUInt32BE(at);
    at += 4 + size;
    return body.subarray(at - size, at);
  };
  for (let key = next(); key.length > 0; key = next()) entries.push([key, next()]);
  return { prefix: head.data.prefix, at: head.data.at, entries };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Resolves to the number of keys. Nodes that ran over what was there before refuse to go on until they are started again. */
export async function restoreRedis(url: string, file: string, replace: boolean): Promise<number> {
  const { prefix, entries } = readCopy(file);
  const epoch = entries.find(([key]) => key.toString() === epochKey(prefix));
  if (!epoch) throw new Trouble(`${file} holds no whole store.`);
  const client = await open(url);
  try {
    // The epoch first: from that moment on no node writes.
    if (replace) await client.del(epochKey(prefix));
    for await (const keys of allKeys(client, prefix)) {
      if (!replace)
        throw new Trouble('This Redis holds a store. With --replace it is thrown away. Nothing was changed.');
      await client.sendCommand(['UNLINK', ...keys]);
    }
    for (let start = 0; start < entries.length; start += keysAtOnce)
      await Promise.all(
        entries
          .slice(start, start + keysAtOnce)
          .filter((entry) => entry !== epoch)
          .map(([key, payload]) => client.sendCommand(['RESTORE', key, '0', payload])),
      );
    await newEpoch(client, prefix, epoch);
    const store = await openRedisStore({ url, prefix });
    await noteRestored(store, randomUUID(), Date.now()).finally(() => store.close());
    return entries.length;
  } finally {
    client.destroy();
  }
}

/** Last, so that half a restore is no store; and another one, so that a node which remembers more than the copy holds stops. */
async function newEpoch(client: Client, prefix: string, [key, payload]: [Buffer, Buffer]): Promise<void> {
  const aside = `${prefix}restored-epoch`;
  await client.sendCommand(['RESTORE', aside, '0', payload, 'REPLACE']);
  const format = String(await client.get(aside)).split(' ')[0];
  await client.sendCommand(['DEL', aside]);
  await client.sendCommand(['SET', key, `${format} ${randomUUID()}`]);
}
