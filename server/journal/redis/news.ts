// Hears of every append of every node, on a connection of its own; after a break it goes on where it stopped.
// Knows no fact: only which stream has which head.

import { setTimeout } from 'node:timers/promises';
import type { Listeners } from '../listeners.ts';
import { type Client, type Link, openLink } from './link.ts';

export type NewsOptions = { url: string; address: string; prefix: string; name: string; listeners: Listeners };

/** Redis answers an idle reader this often, so that a connection that no longer answers is noticed. */
const blockMs = 2_000;
const deadlineMs = 4_000;
const atOnce = 1_000;
const pauseMs = 100;
/** What comes so soon after other news is read together with what follows: each reading wakes this node and Redis, whatever it carries.
 *  Somebody at another node sees a move by at most so much later. */
const gatherMs = 10;

type Reply = Record<string, [id: string, fields: string[]][]> | null;

export async function openNews({ url, address, prefix, name, listeners }: NewsOptions): Promise<Link> {
  const key = `${prefix}news`;
  let last: string | null = null;
  const prepare = async (client: Client) => {
    // Without this right nobody would hear, and nobody be told.
    await client.sendCommand(['XREAD', 'COUNT', '1', 'STREAMS', key, '$']);
    // From here on nothing is missed that the stream still holds, whatever breaks in between.
    last ??= await newest(client, key);
  };
  let link: Link | null = null;
  const follow = async (client: Client) => {
    // Ends with its connection; the next one is followed from where this one stopped.
    while (link?.current() === client) {
      try {
        const reply = await link.call(() => client.sendCommand(readAfter(key, last ?? '$')), deadlineMs);
        for (const [id, fields] of (reply as unknown as Reply)?.[key] ?? []) {
          last = id;
          for (let n = 0; n < fields.length; n += 2) listeners.tell(fields[n] ?? '', Number(fields[n + 1]));
        }
        if (reply !== null) await setTimeout(gatherMs);
      } catch {
        // Whoever calls for something hears why Redis is away; a reader has nobody to tell.
        await setTimeout(pauseMs);
      }
    }
  };
  link = await openLink({ url, address, name, prepare, onServing: follow });
  const first = link.current();
  if (first) void follow(first);
  return link;
}

function readAfter(key: string, last: string): string[] {
  return ['XREAD', 'COUNT', `${atOnce}`, 'BLOCK', `${blockMs}`, 'STREAMS', key, last];
}

async function newest(client: Client, key: string): Promise<string> {
  const entries = await client.xRevRange(key, '+', '-', { COUNT: 1 });
  return entries?.[0]?.id ?? '0-0';
}
