// Who must sign, and what a package is worth to those who did not.
// Safe for the browser. Knows the agreement rule and points, nothing of tables or measures.
import { type Fault, listed } from './fault.ts';
import type { Numbers } from './schema.ts';

type Ruled = Pick<Numbers, 'roles' | 'agreement'>;

/** What is wrong with a set of signers (role ids); empty where it makes an agreement under the case's rule. */
export function signingFaults({ roles, agreement }: Ruled, signed: readonly string[]): Fault[] {
  const ids = roles.map(({ id }) => id);
  const strangers = signed.filter((id, index) => !ids.includes(id) || signed.indexOf(id) !== index);
  if (strangers.length > 0) {
    const mend = `name each signer once, of ${listed(ids)}`;
    return [{ path: 'signed', message: `${listed(strangers)}: no such role, or named twice`, mend }];
  }
  const vetoes = agreement.rule === 'unanimous' ? [] : agreement.veto;
  const absent = (needed: readonly string[]) => needed.filter((id) => !signed.includes(id));
  const messages: string[] = [];
  if (agreement.rule === 'unanimous' && absent(ids).length > 0) {
    messages.push(`everybody must sign, and ${listed(absent(ids))} did not`);
  }
  if (agreement.rule === 'atLeast' && signed.length < agreement.count) {
    messages.push(`${signed.length} of the ${agreement.count} signers needed`);
  }
  if (absent(vetoes).length > 0) messages.push(`nothing is agreed without ${listed(absent(vetoes))}`);
  return messages.map((message) => ({ path: 'signed', message, mend: 'add signers, or score no agreement' }));
}

/** Points after signing: the package's, except that non-signers keep their reservation points where the case says so. */
export function realisedPoints(
  { roles, agreement }: Ruled,
  points: ArrayLike<number>,
  signed: readonly string[],
): Float64Array {
  const keep = agreement.rule === 'atLeast' && agreement.outside === 'reservation';
  return Float64Array.from(roles, ({ id, reservationPoints }, role) =>
    keep && !signed.includes(id) ? reservationPoints : (points[role] as number),
  );
}

/**
 * Whether roles that accept whatever is worth their reservation points could sign: given who surely would and who might, the
 * answer is 'yes', 'no' or 'perhaps'. `atLeast`: at least `count` roles, every veto among them.
 */
export function couldSign(
  { roles, agreement }: Ruled,
  surely: (role: number) => boolean,
  perhaps: (role: number) => boolean,
): 'yes' | 'no' | 'perhaps' {
  const needed = agreement.rule === 'unanimous' ? roles.length : agreement.count;
  const vetoes =
    agreement.rule === 'unanimous' ? [] : agreement.veto.map((id) => roles.findIndex((role) => role.id === id));
  const enough = (would: (role: number) => boolean) =>
    vetoes.every(would) && roles.filter((_, role) => would(role)).length >= needed;
  if (enough(surely)) return 'yes';
  return enough(perhaps) ? 'perhaps' : 'no';
}
