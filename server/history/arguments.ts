// Words after `--name` on the command line of the programs in this room.

/** The word after `name`, one of `known` where given; `otherwise` where it is absent. Ends the program on any other. */
export function wordAfter<Word extends string>(name: string, known: readonly Word[] | null, otherwise: Word): Word {
  const at = process.argv.indexOf(name);
  const word = (at === -1 ? otherwise : process.argv[at + 1]) as Word | undefined;
  if (word !== undefined && (known === null || known.includes(word))) return word;
  console.error(`${name}: give one of ${known?.join(', ') ?? 'what the documentation names'}`);
  return process.exit(2);
}

/** A whole number from `least` up after `name`. Ends the program on anything else: a run of no commands would hold every promise. */
export function numberAfter(name: string, otherwise: number, least: number): number {
  const word = wordAfter(name, null, String(otherwise));
  const number = Number(word);
  if (word !== '' && Number.isSafeInteger(number) && number >= least) return number;
  console.error(`${name}: give a whole number from ${least}, not ${word}`);
  return process.exit(2);
}
