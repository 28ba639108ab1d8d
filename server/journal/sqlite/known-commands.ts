// Which commands a journal may hold, in five to eleven bytes each: whoever is not in here is not in the journal either.
// Knows marks of 32 bits only; whoever is in here has to be looked up, since two commands may have one mark.

export type KnownCommands = {
  /** False: certainly not there. */
  mayHave(seat: string, command: string): boolean;
  add(seat: string, command: string): void;
};

const firstSlots = 16;

export function createKnownCommands(): KnownCommands {
  // Open addressing; 0 is an empty slot. Numbers outside the heap cost a collector of garbage nothing.
  let slots = new Uint32Array(firstSlots);
  let count = 0;

  /** Where the mark lies, or would. */
  const placeOf = (mark: number): number => {
    let place = mark & (slots.length - 1);
    while (slots[place] !== 0 && slots[place] !== mark) place = (place + 1) & (slots.length - 1);
    return place;
  };
  const put = (mark: number) => {
    const place = placeOf(mark);
    if (slots[place] === mark) return;
    slots[place] = mark;
    count += 1;
  };
  const grow = () => {
    const before = slots;
    slots = new Uint32Array(before.length * 2);
    count = 0;
    for (const mark of before) if (mark !== 0) put(mark);
  };
  return {
    mayHave(seat, command) {
      const mark = markOf(seat, command);
      return slots[placeOf(mark)] === mark;
    },
    add(seat, command) {
      if (count * 4 >= slots.length * 3) grow();
      put(markOf(seat, command));
    },
  };
}

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, over UTF-16; never 0. */
export function markOf(seat: string, command: string): number {
  let mark = 0x811c9dc5;
  for (const text of [seat, command]) {
    for (let n = 0; n < text.length; n += 1) mark = Math.imul(mark ^ text.charCodeAt(n), 0x01000193);
    mark = Math.imul(mark ^ 0xffff, 0x01000193);
  }
  // Its low bits say least about the first letters; ids differ anywhere.
  return (mark ^ (mark >>> 15)) >>> 0 || 1;
}
