// What a run prints: what was sent, what was broken on the way, how soon everybody was there again, and the first broken promise.
import type { Verdict } from './judge.ts';
import type { History } from './play.ts';

const countBy = (words: readonly string[]): string =>
  [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${word} ${all.length}`).join(', ') || 'none';

export function report(
  name: string,
  { ledger, players, done }: History,
  { broken, headMs }: Verdict,
  seconds: number,
): string {
  const words = done.map(({ word }) => word);
  const others = words.filter((word) => !word.startsWith('kill'));
  const sum = (count: (player: History['players'][number]) => number) =>
    players.reduce((all, one) => all + count(one), 0);
  const gaps = sum(({ followers }) => [...followers.values()].reduce((all, { gaps }) => all + gaps, 0));
  const heads = [...headMs].sort((one, other) => one - other);
  const rows: [string, string][] = [
    ['run', `${name}, ${seconds} s`],
    [
      'commands',
      `${ledger.sent.length} sent, ${ledger.count('acked')} acknowledged, ${ledger.count('refused')} refused, ${ledger.count('givenUp')} given up`,
    ],
    [
      'answers open',
      `${[...ledger.lost].map(([why, times]) => `${why} ${times}`).join(', ') || 'none'}; sent again until known`,
    ],
    ['notes', `${ledger.notes.length} sent, ${ledger.notes.filter(({ acked }) => acked).length} acknowledged`],
    ['kills', countBy(words.filter((word) => word.startsWith('kill')).map((word) => word.slice(5)))],
    ['other harm', countBy(others)],
    [
      'connections',
      `${players.length} clients, ${sum(({ reconnects }) => reconnects)} connects, ${gaps} gaps mended by resume`,
    ],
    [
      'time to head',
      `p50 ${Math.round(heads[heads.length >> 1] ?? 0)} ms, max ${Math.round(heads.at(-1) ?? 0)} ms, of ${heads.length}`,
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
