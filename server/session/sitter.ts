// What a person may be seated by, and what seating makes of it. No names and no points.
import type { Place, Talk } from '../protocol/words.ts';

export type Sitter = {
  person: string;
  place: Place;
  device: boolean;
  department: number | null;
  /** How often each role of this case was played, in role order. */
  played: readonly number[];
  /** How often somebody was left over: observer or second holder. */
  leftOver: number;
  /** People with whom one held a seat at one table. */
  met: ReadonlySet<string>;
};
export type SeatingWish = { mix: 'random' | 'departments'; oddAs: 'observer' | 'secondHolder' };
/** Holders by role, in role order. */
export type SeatedGroup = { holders: string[][]; observers: string[]; talk: Talk };

/** Somebody without a device can only be in the room. */
export const inRoom = ({ place, device }: Pick<Sitter, 'place' | 'device'>): boolean => place === 'room' || !device;
