// The last offers that stand on one choice, as marks: own disc, others' rings, both in one where they meet. Decorative.
import { AgreedMark, OtherMark, OwnMark } from '../../parts/marks.tsx';

/** `number`: where there are several others, by which one of them is known. */
export type MarkedRoles = { own: boolean; others: { role: string; number: number | null }[] };

export function MarksAt({ roles }: { roles: MarkedRoles }) {
  const { own, others } = roles;
  if (own && others.length === 1 && others[0]?.number === null) return <AgreedMark className="size-4" />;
  return (
    <span className="flex flex-wrap items-center justify-center gap-0.5">
      {own ? <OwnMark /> : null}
      {others.map(({ role, number }) => (
        <OtherMark key={role} number={number} />
      ))}
    </span>
  );
}
