// One word for all that was sent, answered and written in a history: the same for two runs only where they were the same to the last id.
import { createHash } from 'node:crypto';
import type { Journal } from './journals.ts';
import type { History } from './play.ts';

export function fingerprintOf({ ledger, done }: History, journals: Map<string, Journal>): string {
  const hash = createHash('sha256');
  for (const { step, stream, seatId, frame, answers, outcome } of ledger.sent)
    hash.update(JSON.stringify([step, stream, seatId, frame, answers, outcome]));
  for (const note of ledger.notes) hash.update(JSON.stringify(note));
  for (const { word, node } of done) hash.update(`${word} ${node}`);
  for (const { stream, facts } of journals.values()) hash.update(JSON.stringify([stream, facts]));
  return hash.digest('base64url').slice(0, 12);
}
