// How the offers moved, in one's own points: who offered what when, and where it ended. Pure.
import type { TableView } from '../../server/protocol/table-view.ts';
import { ownWorth } from '../table/own-worth.ts';

export type Move = { id: string; role: string; at: number; points: number };
export type Movement = { moves: Move[]; limit: number; agreedPoints: number | null };

/** Null where own points are not shown in this round, or nobody offered anything. */
export function movementOf(view: TableView): Movement | null {
  const worth = ownWorth(view);
  if (!worth || view.offers.length === 0) return null;
  const moves = view.offers.map(({ id, role, at, package: settlement }) => ({
    id,
    role,
    at,
    points: worth.of(settlement).points,
  }));
  const agreed = view.outcome?.agreed ? view.outcome.package : null;
  return {
    moves: moves.sort((a, b) => a.at - b.at),
    limit: worth.limitPoints,
    agreedPoints: agreed && worth.of(agreed).points,
  };
}
