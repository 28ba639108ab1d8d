// What a run prints: what was sent, what was broken on the way, how soon everybody was there again, and the first broken promise.
import { missing } from './exercised.ts';
import type { Verdict } from './judge.ts';
import type { History } from './play.ts';

const shown = (counts: Map<string, number>): string =>
  [...counts].map(([word, count]) => `${word} ${count}`).join(', ');

const countBy = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${word} ${all.length}`).join(', ') || 'none';

export function report(
  name: string,
  { ledger, players, stalled }: History,
  { broken, headMs, tally, fingerprint }: Verdict,
  seconds: number,
): string {
  const sum = (count: (player: History['players'][number]) => number) =>
    players.reduce((all, one) => all + count(one), 0);
  const gaps = sum(({ followers }) => [...followers.values()].reduce((all, { gaps }) => all + gaps, 0));
  const heads = headMs.toSorted((one, other) => one.ms - other.ms);
  const slowest = heads.at(-1);
  const rows: [string, string][] = [
    ['run', `${name}, ${seconds} s; fingerprint ${fingerprint}`],
    [
      'commands',
      `${ledger.sent.length} sent, ${ledger.count('acked')} acknowledged, ${ledger.count('refused')} refused, ${ledger.count('givenUp')} given up`,
    ],
    [
      'answers open',
      `${[...ledger.lost].map(([why, times]) => `${why} ${times}`).join(', ') || 'none'}; sent again until known`,
    ],
    ...(stalled === null ? [] : [['ended short', stalled] satisfies [string, string]]),
    ['accepted', shown(tally.commands)],
    ['and', shown(tally.acts)],
    ['harm', shown(tally.harms)],
    ['never happened', missing(tally).join(', ') || 'nothing of it all'],
    [
      'connections',
      `${players.length} clients, ${sum(({ reconnects }) => reconnects)} connects, ${gaps} gaps mended by resume`,
    ],
    [
      'time to head',
      `p50 ${Math.round(heads[heads.length >> 1]?.ms ?? 0)} ms, max ${Math.round(slowest?.ms ?? 0)} ms of ${heads.length}${slowest?.ms ? `: ${slowest.who}, after ${slowest.after}` : ''}`,
    ],
  ];
  const width = Math.max(...rows.map(([title]) => title.length));
  const table = rows.map(([title, text]) => `${title.padEnd(width)}  ${text}`);
  const [first] = broken;
  if (!first) return [...table, 'Every promise held.'].join('\n');
  return [
    ...table,
    `Broken: ${first.promise}`,
    `  at step ${first.step}: ${first.what}`,
    `  (${broken.length} in all: ${countBy(broken.map(({ promise }) => promise))})`,
  ].join('\n');
}
