// Redis hangs for a while under both nodes: neither is ready, and people are told so by Parley instead of being cut off by its proxy.
import { call, freshId } from '../../server/calls.fixture.ts';
import { asPerson } from '../../server/live.fixture.ts';
import type { Pair } from '../../server/pair.fixture.ts';
import { frameOf, openClient, type Person, type Players, rules } from './client.ts';
import { type Ground, sleep, statusOf } from './ground.ts';
import { check, ms, scene } from './promises.ts';

const awayMs = 20_000;
/** A command is answered within five seconds, whatever the store does. */
const answerMs = 6_000;

export async function hungStore({ url, redis }: Ground, { live, polling }: Players, pair: Pair): Promise<void> {
  scene(`Redis hangs for ${awayMs / 1_000} s`);
  const { sessionId, code } = pair.hosted;
  const people = pair.people.map(({ joined }) =>
    openClient(url, { as: 'person', sessionId, person: joined.person }, joined.cookie, 'websocket'),
  );
  const message = () => frameOf({ type: 'sendMessage', text: 'is it kept?' }, pair.table);
  await Promise.all([live, polling].map((one) => one.command(rules(5))));
  for (const one of people) await one.command(message().command, pair.table);

  redis.hang();
  const hungAt = performance.now();
  const asked = people.map((one) => ({ one, frame: message() }));
  const told: (string | null)[] = [];
  let slowest = 0;
  const ask = async (one: Person, frame = frameOf(rules(6))) => {
    const began = performance.now();
    told.push(await one.codeOf(frame, answerMs));
    slowest = Math.max(slowest, performance.now() - began);
  };
  const pages: number[] = [];
  // The proxy knows after some two seconds that no node is ready; people are there before, then and long after.
  for (const at of [0, 5_000, 12_000]) {
    await sleep(Math.max(0, hungAt + at - performance.now()));
    await Promise.all([ask(live), ask(polling), ...asked.map(({ one, frame }) => ask(one, frame))]);
    for (const path of ['/', '/host']) pages.push(await statusOf(`${url}${path}`));
  }
  const joining = { commandId: freshId(), code, name: 'Cas', department: null, language: 'en', place: 'room' };
  // What is not JSON was not written by Parley.
  const refusal = await call<{ rejection?: { code: string } }>({ url }, '/api/join', joining)
    .then(({ body }) => body.rejection?.code ?? 'no refusal')
    .catch(() => 'nothing by Parley');
  await sleep(Math.max(0, hungAt + awayMs - performance.now()));
  redis.resume();

  const words = [...new Set(told)].map((code) => `${told.filter((one) => one === code).length} "${code}"`).join(', ');
  check(
    told.every((code) => code === 'tryAgain'),
    `commands meanwhile were answered ${words}, after ${ms(slowest)} at most`,
  );
  check(
    pages.every((status) => status === 200),
    `pages meanwhile: ${pages.join(', ')}`,
  );
  check(refusal === 'tryAgain', `who wanted to join was told "${refusal}"`);
  const back = performance.now();
  const mended = await Promise.all([live.command(rules(7)), polling.command(rules(8))]);
  for (const { one, frame } of asked) while ((await one.codeOf(frame, answerMs)) !== 'ok') await sleep(100);
  check(
    true,
    `Redis back: answered after ${mended.map(ms).join(' and ')}, what was asked before after ${ms(performance.now() - back)}`,
  );
  const all = [live, polling, ...people];
  const cut = all.flatMap(({ cutAt }) => cutAt).filter((at) => at > hungAt).length;
  check(cut === 0, `${cut} of ${all.length} connections were lost`);
  const seen = await asPerson({ url }, pair.people[0]?.joined as Pair['people'][number]['joined']);
  const answer = JSON.stringify(await seen.emitWithAck('resume', { stream: pair.table, epoch: '', version: 0 }));
  // Two said before, two asked again and again under one id each.
  check(answer.split('"is it kept?"').length - 1 === 4, 'each message is there once');
  for (const { socket } of people) socket.close();
  seen.close();
}
