// One command over a connection of its own that follows nothing, as from a page that sends what waited before it looks.
// Its answer carries nothing that was seen and waits for nobody's words, so it leaves before others are told.
import type { CommandAnswer, CommandFrame } from '../protocol/wire.ts';
import type { House } from './house.ts';
import { type Sight, sighted, streamIn } from './sight.ts';
import type { Card } from './wire.ts';

export type Unlooking = { house: House; card: Card; sight: Sight };

/** Rejects where the answer is lost, as a wire does. */
export async function sendUnlooking(
  { house, card, sight }: Unlooking,
  node: number,
  frame: CommandFrame,
): Promise<CommandAnswer> {
  const heard = (told: unknown) => sight.search(streamIn(told), told);
  const ears = { events: heard, heads: heard, summary: heard, gone: heard, lost: () => undefined, asks: () => [] };
  const wire = sighted(await house.dial(node, card, ears), sight, () => undefined);
  try {
    return await wire.command(frame);
  } finally {
    wire.close();
  }
}
