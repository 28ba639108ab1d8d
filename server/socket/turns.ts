// Lets newcomers in a few each turn of the event loop, in the order of their coming, and none in a turn in which more arrive. Node takes one
// TCP connection a turn: where each of a class that comes back in one stroke is let in at once, the last of them wait outside for seconds,
// and with them a proxy that asks whether this node lives, which then ends all connections here for want of an answer.
// Knows not what letting in is.

/** Few enough that a turn stays short (some 10 ms where nothing is compiled yet), enough that the loop itself costs little beside it. */
const mostATurn = 4;
/** However many arrive, nobody waits longer than this for the next few to be let in. */
const arrivalsFirstMs = 20;

export type Newcomer = {
  /** Whether they gave up without leaving the line, asked when it is their turn: then they take nobody's place, and have to be seen out. */
  gaveUp(): boolean;
  enter(): void;
  /** Nobody is let in any more. */
  turnAway(): void;
};
export type Turns = {
  /** Somebody is at the door: what they want is not known yet. */
  arrived(): void;
  /** Lets them in when it is their turn: at once, but for those who are before them and those who arrive meanwhile. What it answers takes
   *  somebody who gave up out of the line; it does nothing for those who had their turn. */
  take(newcomer: Newcomer): () => void;
  /** Turns away all who wait, and whoever comes later. */
  end(): void;
};

export function createTurns(now: () => number = () => performance.now()): Turns {
  // A Set keeps the order of coming, and lets go of those who leave it from its midst.
  const line = new Set<Newcomer>();
  let next: NodeJS.Immediate | undefined;
  let arrivals = false;
  let lastAt = now();
  let ended = false;

  const turn = (): void => {
    const waits = arrivals && now() - lastAt < arrivalsFirstMs;
    arrivals = false;
    next = undefined;
    try {
      if (!waits) letIn();
    } finally {
      if (line.size > 0) next ??= setImmediate(turn);
    }
  };
  const letIn = (): void => {
    lastAt = now();
    let entered = 0;
    for (const newcomer of line) {
      if (entered === mostATurn) return;
      line.delete(newcomer);
      if (newcomer.gaveUp()) continue;
      entered += 1;
      newcomer.enter();
    }
  };
  return {
    arrived() {
      arrivals = true;
    },
    take(newcomer) {
      if (ended) newcomer.turnAway();
      else {
        if (line.size === 0) lastAt = now();
        line.add(newcomer);
        next ??= setImmediate(turn);
      }
      return () => void line.delete(newcomer);
    },
    end() {
      ended = true;
      clearImmediate(next);
      for (const newcomer of line) newcomer.turnAway();
      line.clear();
    },
  };
}
