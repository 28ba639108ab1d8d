// Which known name a misspelled one was probably meant to be. Pure.

/** The known name with the fewest single-letter changes, if that is few; ties go to the first. */
export function nearest(name: string, known: readonly string[]): string | null {
  const ranked = known.map((candidate) => ({ candidate, distance: distance(name, candidate) }));
  const best = ranked.reduce((a, b) => (b.distance < a.distance ? b : a), { candidate: '', distance: Infinity });
  return best.distance <= Math.max(2, name.length / 4) ? best.candidate : null;
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const above = row;
    row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (above[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[to.length] ?? 0;
}
