// What the facilitator does next: keeps the round going, and now and then pauses, lengthens or ends something.
import type { FacilitatorCommand } from '../protocol/session-commands.ts';
import type { ConsoleView, RoundView } from '../protocol/session-view.ts';
import type { Chance } from './random.ts';

/** Acts of the facilitator in one round before it is brought to its end. */
const longRound = 40;

export function chooseFacilitatorAct(view: ConsoleView, actsInRound: number, chance: Chance): FacilitatorCommand {
  const round = view.rounds.at(-1);
  if (round === undefined || round.closed)
    return { type: 'seatEveryone', mix: 'random', oddAs: 'observer', pairs: 'new' };
  if (round.phase?.kind !== 'bargain') return { type: 'startPhase', kind: chance.pick(before(round)) ?? 'bargain' };
  if (round.tables.every(({ settled }) => settled !== null)) return { type: 'nextRound' };
  if (round.clock.paused) return { type: 'resume', tableId: null };
  const paused = round.tables.find((table) => table.paused && table.settled === null);
  if (paused && chance.happens(0.6)) return { type: 'resume', tableId: paused.tableId };
  if (actsInRound > longRound) return { type: 'endPhase' };
  return disturb(view, round, chance);
}

const before = ({ phase }: RoundView) => {
  const kinds = ['read', 'prepare', 'bargain'] as const;
  return kinds.slice(kinds.indexOf(phase?.kind as 'read') + 1);
};

function disturb(view: ConsoleView, round: RoundView, chance: Chance): FacilitatorCommand {
  const tableId = chance.pick(round.tables.filter(({ settled }) => settled === null))?.tableId ?? null;
  const person = chance.pick(view.people)?.person ?? '';
  const acts: FacilitatorCommand[] = [
    { type: 'pause', tableId },
    { type: 'pause', tableId },
    { type: 'pause', tableId: null },
    { type: 'addTime', minutes: 2 },
    { type: 'addTime', minutes: 2 },
    { type: 'addTime', minutes: 2 },
    { type: 'answerCall', tableId: tableId ?? '', person },
    { type: 'resume', tableId: null },
  ];
  return chance.pick(acts) ?? { type: 'addTime', minutes: 2 };
}
