// When what waits for a slow other side is sent: at once where little comes, gathered for a few ms where much comes singly.
// Knows neither what is sent nor to whom. Each message wakes the other side and costs it a commit, whatever it carries.

/** The longest that anything waits for company; a person does not notice it, a commit in eight is saved by it. */
export const gatherMs = 8;
/** Enough company: more would save little. */
export const enough = 32;
/** Gathering starts where so many came within `lookMs`. */
const busyCount = 12;
const lookMs = 50;
/** Who comes later than this after the first of a group would not have been in its message anyway. */
const togetherMs = 1;
/** Where waiting brought no company (one client after its own answers, or all of them in step), it is not tried again for so long. */
const restMs = 500;

export type Gathering<Item> = {
  /** `canWait`: may wait for company. Whatever cannot takes everything before it along. */
  add(item: Item, canWait: boolean): void;
  /** What was sent last is answered: the next may go. */
  answered(): void;
  /** Sends what waits, whatever is under way. */
  flush(): void;
};

/** One list under way at a time; meanwhile the next gathers. */
export function createGathering<Item>(send: (items: Item[]) => void): Gathering<Item> {
  const tide = createTide();
  let items: Item[] = [];
  let isUnderWay = false;
  let isHurried = false;
  let firstAt = 0;
  let late = 0;
  let soon: NodeJS.Immediate | undefined;
  let later: NodeJS.Timeout | undefined;

  const flush = () => {
    clearImmediate(soon);
    clearTimeout(later);
    soon = undefined;
    later = undefined;
    if (items.length === 0) return;
    const group = items;
    items = [];
    isUnderWay = true;
    isHurried = false;
    send(group);
  };
  const gathered = () => {
    tide.waited(items.length, late);
    flush();
  };
  /** The turn is waited for: calls that are made together travel together. */
  const plan = () => {
    if (isUnderWay || items.length === 0) return;
    if (isHurried || items.length >= enough || !tide.isHigh()) soon ??= setImmediate(flush);
    else later ??= setTimeout(gathered, Math.max(0, firstAt + gatherMs - performance.now()));
  };
  return {
    add(item, canWait) {
      const now = performance.now();
      tide.rise(now);
      if (items.length === 0) {
        firstAt = now;
        late = 0;
      } else if (now - firstAt > togetherMs) late += 1;
      items.push(item);
      isHurried ||= !canWait;
      plan();
    },
    answered() {
      isUnderWay = false;
      plan();
    },
    flush,
  };
}

/** Whether much comes, and whether waiting for it brings company. */
function createTide() {
  let lookedAt = 0;
  let count = 0;
  let before = 0;
  let restUntil = 0;
  return {
    rise(now: number) {
      if (now - lookedAt >= lookMs) {
        before = now - lookedAt < 2 * lookMs ? count : 0;
        count = 0;
        lookedAt = now;
      }
      count += 1;
    },
    isHigh: () => before >= busyCount && lookedAt >= restUntil,
    waited(size: number, late: number) {
      if (late * 2 < size) restUntil = lookedAt + restMs;
    },
  };
}
