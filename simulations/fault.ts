// What is wrong with a case, a package or a set of signers: always a value, never a throw.
// Safe for the browser. Knows nothing of what is being checked.

/** One thing that is wrong, where it stands (`roles[0].points.price`), and what to do about it. */
export type Fault = { path: string; message: string; mend: string };

/** Words for the choices somebody may pick from, short enough for one line of a message. */
export function listed(choices: readonly (string | number)[], most = 8): string {
  const shown = choices.slice(0, most).map(String).join(', ');
  return choices.length > most ? `${shown} … (${choices.length} in all)` : shown;
}
