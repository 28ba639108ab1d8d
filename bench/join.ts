// `npm run bench:join [-- --quick] [--only bare,kept,sqlite,redis] [--json FILE] [--profile FOLDER]`: people who come in while tables bargain.
// New ones. Ours: HTTP join by code, authenticated handshake, whole view. Bare: an HTTP POST of the same size, a handshake, a room.
// Known ones. Ours: authenticated handshake with the credential they have, whole view. Bare: a handshake, a room. All at the same pace.
// Between them: the bare one that keeps one row of a join before it answers, checks a credential and sends a view.
// The host of a virtual machine is faster and slower by the minute: all take turns.
import { parseArgs } from 'node:util';
import { keepFigures, tableOf } from './ground/figures.ts';
import { percentile } from './ground/percentile.ts';
import { type Kind, kinds, type Pace, type Wave, wavesAt } from './join/waves.ts';
import { contestantsCalled } from './relay/contestants.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'bare,kept,sqlite,redis' },
    profile: { type: 'string' },
  },
});
const pace: Pace = values.quick
  ? { tables: 50, warmUp: 300, perSecond: 100, perWave: 200, aloneMs: 2_000 }
  : { tables: 200, warmUp: 1_000, perSecond: 100, perWave: 400, aloneMs: 4_000 };
const [rounds, waves] = values.quick ? [1, 1] : [2, 3];
const mostTimesBare = 2;
const mostMs = 200;

const words: Record<Kind, string> = { new: 'new', known: 'with a credential' };

const contestants = contestantsCalled(values.only.split(','));
const made = contestants.flatMap(({ name, title }) =>
  kinds.map((kind) => ({ name, kind, title: `${title}, ${words[kind]}`, waves: [] as Wave[] })),
);
for (let round = 1; round <= rounds; round += 1) {
  for (const contestant of contestants) {
    process.stderr.write(`round ${round} of ${rounds}: ${contestant.title} …\n`);
    const measured = await wavesAt(contestant, pace, waves, values.profile);
    for (const one of made) if (one.name === contestant.name) one.waves.push(...measured[one.kind]);
  }
}

/** Of all joins together: a wave by itself says little, where what the tables cost is a part of it and changes by a third. */
const costOf = (own: readonly Wave[]) =>
  own.reduce((sum, { cpuMicrosecondsPerJoin }) => sum + cpuMicrosecondsPerJoin, 0) / own.length;
const bareCost = (wanted: Kind) =>
  costOf(made.find(({ name, kind }) => name === 'bare' && kind === wanted)?.waves ?? []);
const rows = made.map((one) => {
  const { kind, waves: own } = one;
  return {
    ...one,
    cpuMicrosecondsPerJoin: costOf(own),
    timesBare: costOf(own) / bareCost(kind),
    foreignShare: own.some(({ foreignShare }) => foreignShare === null)
      ? null
      : Math.max(...own.map(({ foreignShare }) => foreignShare ?? 0)),
    joinP50Ms: percentile(
      own.map(({ came }) => came.taking.p50),
      0.5,
    ),
    joinP99Ms: Math.max(...own.map(({ came }) => came.taking.p99)),
    toldToWait: own.reduce((sum, { came }) => sum + came.toldToWait, 0),
    tablesP99Ms: Math.max(...own.map(({ tablesP99Ms }) => tablesP99Ms)),
    lost: own.reduce((sum, { lost }) => sum + lost, 0),
  };
});
const { perSecond, perWave, tables } = pace;
console.log(
  `${rounds} times ${waves} waves of ${perWave} people of either kind, ${perSecond} a second, while ${tables} tables make an offer a second each; p99 of the worst\n`,
);
console.log(
  tableOf(
    ['', 'CPU µs/join', '× bare', 'join p50 ms', 'join p99 ms', 'told to wait', 'tables p99 ms', 'lost', 'foreign CPU'],
    rows.map((row) => [
      row.title,
      row.cpuMicrosecondsPerJoin,
      row.timesBare,
      row.joinP50Ms,
      row.joinP99Ms,
      row.toldToWait,
      row.tablesP99Ms,
      row.lost,
      row.foreignShare,
    ]),
  ),
);
for (const { title, waves: own } of rows)
  console.log(`${title}, by wave: ${own.map((one) => one.cpuMicrosecondsPerJoin.toFixed(0)).join(', ')} µs a join`);
const bars = rows
  .filter(({ name }) => name === 'sqlite' || name === 'redis')
  .flatMap((row) => [
    {
      bar: `${row.title}: at most ${mostTimesBare} times the bare relay's cost`,
      figure: row.timesBare,
      most: mostTimesBare,
    },
    { bar: `${row.title}: running tables' p99 under ${mostMs} ms`, figure: row.tablesP99Ms, most: mostMs },
  ])
  .map(({ bar, figure, most }) => ({ bar, figure, met: figure <= most }));
for (const { bar, figure, met } of bars) console.log(`${met ? 'met   ' : 'MISSED'}  ${bar}: ${figure.toFixed(2)}`);
keepFigures(values.json, { ...pace, rounds, waves, rows, bars });
