// Plays one history: a class at work on every node, harm done to them in bursts with calm between, then all brought to rest.
// Knows no store and no promise; the judge looks at what is left.
import type { ConsoleView, LobbyView } from '../protocol/session-view.ts';
import type { TableView } from '../protocol/table-view.ts';
import { chooseFacilitatorAct } from './choose-facilitator.ts';
import { choosePersonAct } from './choose-person.ts';
import { openClasses } from './class.ts';
import { type Calm, disturb } from './disturb.ts';
import { type Done, type House, type Pace, wordOf } from './house.ts';
import { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import { Player } from './player.ts';
import { type Chance, later } from './random.ts';

export type History = {
  ledger: Ledger;
  players: Player[];
  done: Done[];
  calms: Calm[];
  rested: boolean;
  /** Words of all harm that can be done here. */
  harms: readonly string[];
  /** What stood still, where the run ended before every command was sent. */
  stalled: string | null;
};

export async function play(house: House, plan: Plan, chance: Chance): Promise<History> {
  const ledger = new Ledger(plan.commands, plan.stalledMs);
  const classes = await openClasses(house);
  const players: Player[] = [];
  const turns: (() => Promise<void>)[] = [];
  const mood = { calm: false };
  for (const { sessionId, facilitator, screen, people } of classes) {
    const player = (card: Player['parts']['card'], name: string) => {
      const made = new Player({ house, card, ledger, chance: chance.fork(name), pace: plan.pace, sessionId });
      players.push(made);
      made.follow('session');
      return made;
    };
    player(screen, `screen ${sessions(players)}`);
    const leader = player(facilitator, `facilitator ${sessions(players)}`);
    turns.push(() => lead(leader));
    for (const [index, card] of people.entries()) {
      const person = player(card, `person ${sessions(players)} ${index}`);
      turns.push(() => act(person, mood));
    }
  }
  const watching = setInterval(() => players.forEach((player) => void player.dropIfSilent()), 250);
  try {
    await Promise.all(players.map((player) => player.connect()));
    const playing = Promise.all(turns.map((turn) => keepOn(turn, ledger, plan.pace, chance)));
    const { done, calms } = await disturb(house, { plan, ledger, mood, chance: chance.fork('harm') });
    mood.calm = true;
    await playing;
    const stalled = ledger.unsent === 0 ? null : stallOf(players, ledger);
    const rested = await rest(players, plan.restMs);
    calms.push({ at: Date.now(), after: 'everything' });
    await later(plan.calmMs);
    const harms = [...new Set(house.harms.map(wordOf))];
    return { ledger, players, done, calms, rested, harms, stalled };
  } finally {
    clearInterval(watching);
    ledger.close();
    for (const player of players) player.end();
  }
}

const sessions = (players: readonly Player[]) => players.length;

async function keepOn(turn: () => Promise<void>, ledger: Ledger, pace: Pace, chance: Chance): Promise<void> {
  while (ledger.left > 0) {
    await turn();
    if (pace.thinkMs > 0) await later(chance.below(pace.thinkMs));
    else await new Promise((soon) => setImmediate(soon));
  }
}

async function act(player: Player, mood: { calm: boolean }): Promise<void> {
  const { chance } = player.parts;
  const lobby = player.follow('session').view as LobbyView | null;
  const table = lobby?.tables.at(-1);
  if (!player.connected || lobby === null) return later(20);
  if (!lobby.me.clear) return player.sending.send('session', { type: 'clearRules' });
  if (table === undefined) return later(20);
  const stream = { table: table.tableId };
  const view = player.lookAt([table.tableId])[0]?.view as TableView | null;
  if (view === null) return later(10);
  if (!mood.calm && chance.happens(0.008)) return player.leave();
  if (chance.happens(0.02)) return player.sending.repeat();
  if (chance.happens(0.01)) return player.sending.reuse();
  // Where nothing can be moved people mostly wait.
  const idle = view.clock.paused || !['bargaining', 'signing'].includes(view.stage);
  if (idle && chance.happens(0.9)) return later(10 + chance.below(20));
  const choice = choosePersonAct(view, chance);
  if (choice === null) return later(5);
  if ('note' in choice) return player.sending.note(stream, choice.note);
  const sending = player.sending.send(stream, choice.command);
  // Some do not wait for an answer before they go on.
  if (player.sending.waiting < 3 && chance.happens(0.25)) return;
  await Promise.race([sending, later(400)]);
}

const inRound = new WeakMap<Player, { number: number; acts: number }>();

async function lead(player: Player): Promise<void> {
  const view = player.follow('session').view as ConsoleView | null;
  if (!player.connected || view === null || view.people.some(({ clear }) => !clear)) return later(20);
  const round = view.rounds.at(-1);
  player.lookAt((round?.tables ?? []).map(({ tableId }) => tableId));
  const known = inRound.get(player);
  const now = known && known.number === round?.number ? known : { number: round?.number ?? 0, acts: 0 };
  inRound.set(player, { number: now.number, acts: now.acts + 1 });
  await Promise.race([
    player.sending.send('session', chooseFacilitatorAct(view, now.acts, player.parts.chance)),
    later(400),
  ]);
  // One facilitator's act for many of the people's, but nobody waits long for a clock that was stopped.
  const busy = round !== undefined && !round.closed && round.phase?.kind === 'bargain' && !round.clock.paused;
  await later(busy ? player.parts.pace.thinkMs * 6 + 30 : 10);
}

/** What stood still where nobody could do anything any more. */
function stallOf(players: readonly Player[], { unsent }: Ledger): string {
  const leaders = players.filter(({ parts }) => parts.card.handshake.as === 'facilitator');
  const words = leaders.map((leader) => {
    const round = (leader.follow('session').view as ConsoleView | null)?.rounds.at(-1);
    const unsettled = round?.tables.filter(({ settled }) => settled === null).length;
    const clock = round?.clock.paused ? 'paused' : 'running';
    const linked = leader.connected ? 'connected' : 'away';
    return `round ${round?.number}, ${round?.phase?.kind} ${clock}, ${unsettled} unsettled, its facilitator ${linked}`;
  });
  const away = players.filter(({ connected }) => !connected).length;
  return `${unsent} commands were never sent: ${words.join('; ')}; ${away} of ${players.length} away`;
}

/** Until every command is answered; false where that does not come. */
async function rest(players: readonly Player[], restMs: number): Promise<boolean> {
  const until = performance.now() + restMs;
  while (performance.now() < until) {
    if (players.every(({ sending, connected }) => sending.waiting === 0 && connected)) return true;
    await later(25);
  }
  return false;
}
