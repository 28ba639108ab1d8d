// Who must sign, and what a package is worth to those who did not.
// Safe for the browser. Knows the agreement rule and points, nothing of tables or measures.
import { type Fault, listed } from './fault.ts';
import type { Numbers } from './schema.ts';

type Ruled = Pick<Numbers, 'roles' | 'agreement'>;

/** What is wrong with a set of signers (role ids); empty where it makes an agreement under the case's rule. */
export function signingFaults({ roles, agreement }: Ruled, signed: readonly string[]): Fault[] {
  const ids = roles.map(({ id }) => id);
  const path = 'signed';
  const strangers = signed.filter((id, index) => !ids.includes(id) || signed.indexOf(id) !== index);
  if (strangers.length > 0) {
    return [
      {
        path,
        message: `${listed(strangers)}: no such role, or named twice`,
        mend: `name each signer once, of ${listed(ids)}`,
      },
    ];
  }
  if (agreement.rule === 'unanimous') {
    const absent = ids.filter((id) => !signed.includes(id));
    return absent.length === 0
      ? []
      : [
          {
            path,
            message: `everybody must sign, and ${listed(absent)} did not`,
            mend: 'add them, or score no agreement',
          },
        ];
  }
  const faults: Fault[] = [];
  if (signed.length < agreement.count) {
    faults.push({
      path,
      message: `${signed.length} of the ${agreement.count} signers needed`,
      mend: 'add signers, or score no agreement',
    });
  }
  const vetoed = agreement.veto.filter((id) => !signed.includes(id));
  if (vetoed.length > 0)
    faults.push({
      path,
      message: `nothing is agreed without ${listed(vetoed)}`,
      mend: 'add them, or score no agreement',
    });
  return faults;
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
