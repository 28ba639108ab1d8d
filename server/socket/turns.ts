// Lets newcomers in a few each turn of the event loop, in the order of their coming, and none in a turn in which more arrive. Node takes one
// TCP connection a turn: where each of a class that comes back in one stroke is let in at once, the last of them wait outside for seconds,
// and with them a proxy that asks whether this node lives, which then ends all connections here for want of an answer.
// Knows not what letting in is.

/** Few enough that a turn stays short (some 10 ms where nothing is compiled yet), enough that the loop itself costs little beside it. */
const mostATurn = 4;
/** However many arrive, nobody waits longer than this for the next few to be let in. */
const arrivalsFirstMs = 20;

export type Newcomer = {
  /** Whether they gave up while they waited. */
  isGone(): boolean;
  enter(): void;
  /** Nobody is let in any more. */
  turnAway(): void;
  /** They wait no more, whatever becomes of it; called before the others. */
  over(): void;
};
export type Turns = {
  /** Somebody is at the door: what they want is not known yet. */
  arrived(): void;
  /** In this turn of the loop where nobody else is there. */
  take(newcomer: Newcomer): void;
  /** Turns away all who wait, and whoever comes later. */
  end(): void;
};

export function createTurns(now: () => number = () => performance.now()): Turns {
  let line: Newcomer[] = [];
  let next: NodeJS.Immediate | undefined;
  let arrivals = false;
  let lastAt = now();
  let ended = false;

  const call = (newcomer: Newcomer): boolean => {
    newcomer.over();
    if (newcomer.isGone()) return false;
    if (ended) newcomer.turnAway();
    else newcomer.enter();
    return true;
  };
  const turn = (): void => {
    const waits = arrivals && now() - lastAt < arrivalsFirstMs;
    arrivals = false;
    if (!waits) letIn();
    next = line.length > 0 ? setImmediate(turn) : undefined;
  };
  const letIn = (): void => {
    lastAt = now();
    let [place, entered] = [0, 0];
    for (; place < line.length && entered < mostATurn; place += 1) if (call(line[place] as Newcomer)) entered += 1;
    line = line.slice(place);
  };
  return {
    arrived() {
      arrivals = true;
    },
    take(newcomer) {
      if (ended) return void call(newcomer);
      if (line.length === 0) lastAt = now();
      line.push(newcomer);
      next ??= setImmediate(turn);
    },
    end() {
      ended = true;
      clearImmediate(next);
      for (const newcomer of line.splice(0)) call(newcomer);
    },
  };
}
