// The last offers that stand on one choice, as marks: own disc, others' rings, both in one where they meet. Decorative.
import { AgreedMark, OtherMark, OwnMark } from '../../parts/marks.tsx';

export type MarkedRoles = { own: boolean; others: string[] };

export function MarksAt({ roles }: { roles: MarkedRoles }) {
  const { own, others } = roles;
  if (own && others.length === 1) return <AgreedMark className="size-4" />;
  return (
    <span className="flex items-center gap-0.5">
      {own ? <OwnMark /> : null}
      {others.map((role) => (
        <OtherMark key={role} />
      ))}
    </span>
  );
}
