// Long polling through the proxy: every request of one connection reaches the node that has it.
import { openClient, rules } from './client.ts';
import { figureOf, type Ground } from './ground.ts';
import { check, scene } from './promises.ts';

const clients = 6;
const commands = 10;

export async function pollingStays({ url, nodes }: Ground, auth: object, cookie: string): Promise<void> {
  scene(`${clients} clients that poll, ${commands} commands each`);
  const counted = () => Promise.all(nodes.map((node) => figureOf(node, 'parley_commands_total')));
  const homes: number[] = [];
  let strayed = 0;
  let cut = 0;
  const all = Array.from({ length: clients }, () => openClient(url, auth, cookie, 'polling'));
  for (const [index, polling] of all.entries()) {
    await polling.command(rules(3 + index));
    const before = await counted();
    for (let times = 0; times < commands; times += 1) await polling.command(rules(10 + times));
    const after = await counted();
    const there = after.map((count, node) => count - (before[node] ?? 0));
    const home = there.indexOf(commands);
    if (home < 0 || there.reduce((sum, count) => sum + count, 0) !== commands) strayed += 1;
    homes.push(home);
    if (polling.socket.io.engine.transport.name !== 'polling') strayed += 1;
  }
  for (const { cutAt, socket } of all) {
    cut += cutAt.length;
    socket.close();
  }
  const [a, b] = nodes.map((_, node) => homes.filter((home) => home === node).length);
  check(strayed === 0, `each had all of its commands at one node (${a} at the first, ${b} at the second)`);
  check(cut === 0, `${cut} of their connections were lost`);
}
