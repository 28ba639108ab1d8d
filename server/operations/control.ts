// The way by which `npm run backup` asks a running node for a copy of its file: a socket in the data folder that only its
// owner can open. Knows one wish.
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';

const wishSchema = z.strictObject({ copyTo: z.string().min(1).max(4_000) });
const answerSchema = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), why: z.string() }),
]);
export type ControlAnswer = z.infer<typeof answerSchema>;

/** The kernel takes no longer path for a socket (macOS: 103). */
const longestPath = 100;
const longestWish = 8_192;

/** Relative where that is shorter; null where both are too long. */
function socketPath(dataFolder: string): string | null {
  const whole = join(resolve(dataFolder), 'control', 'node.sock');
  return [whole, relative(process.cwd(), whole)].find((path) => Buffer.byteLength(path) <= longestPath) ?? null;
}

/** Resolves to the way to end it; null where the folder's name is too long for a socket. The store's lock sees to it that there is one node. */
export async function openControl(
  dataFolder: string,
  copyTo: (path: string) => Promise<void>,
): Promise<(() => void) | null> {
  const path = socketPath(dataFolder);
  if (path === null) return null;
  const folder = join(dataFolder, 'control');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  // Left by a node that was killed.
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    void firstLine(socket).then(async (line) => {
      socket.end(`${JSON.stringify(await perform(line, copyTo))}\n`);
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(path, listening);
  });
  return () => void server.close();
}

async function perform(line: string, copyTo: (path: string) => Promise<void>): Promise<ControlAnswer> {
  try {
    await copyTo(wishSchema.parse(JSON.parse(line)).copyTo);
    return { ok: true };
  } catch (fault) {
    return { ok: false, why: fault instanceof Error ? fault.message : String(fault) };
  }
}

/** Null where no node runs over this folder. */
export async function askNode(dataFolder: string, copyTo: string): Promise<ControlAnswer | null> {
  const path = socketPath(dataFolder);
  if (path === null) return null;
  const socket = connect(path);
  const open = await new Promise<boolean>((done) => {
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
  if (!open) return null;
  socket.on('error', () => socket.destroy());
  socket.write(`${JSON.stringify({ copyTo: resolve(copyTo) })}\n`);
  const line = await firstLine(socket);
  socket.destroy();
  return line === '' ? { ok: false, why: 'the node ended in the middle' } : answerSchema.parse(JSON.parse(line));
}

/** Up to the first line's end; what there is where the other side ends, or sends too much. */
function firstLine(socket: Socket): Promise<string> {
  return new Promise((done) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n') || text.length > longestWish) done(text.split('\n')[0] ?? '');
    });
    socket.on('close', () => done(text));
  });
}
