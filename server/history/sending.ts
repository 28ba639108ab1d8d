// What one client sends: each command until it is answered, and as a class does it: twice at once, late, again once answered, with an id
// that was used before, over a connection that looks at nothing. Knows neither what is seen nor how the way to a node is kept.
import type { CommandAnswer, CommandFrame, NoteFrame, StreamName } from '../protocol/wire.ts';
import { foldedCommand } from './folded-command.ts';
import { type House, type Pace, unlookingMark } from './house.ts';
import { type Ledger, passing, type Sent } from './ledger.ts';
import { markedNote } from './marked-cases.ts';
import { promises } from './promises.ts';
import { type Chance, later } from './random.ts';
import type { Sight } from './sight.ts';
import { sendUnlooking } from './unlooking.ts';
import { type Card, type Wire, within } from './wire.ts';

export type SendingParts = {
  house: House;
  card: Card;
  ledger: Ledger;
  chance: Chance;
  pace: Pace;
  sessionId: string;
  seatId: string;
  sight: Sight;
  wire(): Wire | null;
};

export class Sending {
  private readonly parts: SendingParts;
  private newest = 0;
  private readonly pending = new Set<Sent>();
  private readonly answered: Sent[] = [];

  constructor(parts: SendingParts) {
    this.parts = parts;
  }

  get waiting(): number {
    return this.pending.size;
  }

  /** There is a way again: what is not answered is sent once more. */
  connected(): void {
    for (const sent of this.pending) void this.deliver(sent);
  }

  /** Sends a command of the budget; resolves when it is answered for good, given up, or too long in the air. */
  async send(stream: StreamName, command: object): Promise<void> {
    const { ledger, chance, sessionId, seatId } = this.parts;
    const unlookingAt = 'text' in command ? this.unlookingAt() : null;
    const frame = foldedCommand({
      stream,
      commandId:
        `${unlookingAt === null ? 'c-' : unlookingMark}${seatId.slice(0, 8)}-${ledger.sent.length}-${chance.below(1e9)}`.padEnd(
          22,
          '0',
        ),
      command,
    });
    const id = stream === 'session' ? `session:${sessionId}` : `table:${stream.table}`;
    const sent = ledger.open({ stream: id, seatId, frame });
    if (sent === null) return;
    this.pending.add(sent);
    if (unlookingAt !== null) return this.deliver(sent, unlookingAt);
    // Overtaken by what is sent after it.
    if (chance.happens(0.04)) return void later(20 + chance.below(500)).then(() => this.deliver(sent));
    sent.copies = chance.happens(0.04) ? 2 : 1;
    if (sent.copies > 1) ledger.did('sent twice at once');
    await Promise.all(Array.from({ length: sent.copies }, () => this.deliver(sent)));
  }

  /** The node to which what somebody says is sent without looking; mostly none, but where that is waited for. */
  private unlookingAt(): number | null {
    const { house, chance } = this.parts;
    const [awaited] = house.awaiting;
    if (awaited !== undefined) return chance.happens(0.5) ? awaited : null;
    return chance.happens(0.02) ? chance.below(house.nodes) : null;
  }

  private async unlooking(sent: Sent, node: number): Promise<CommandAnswer> {
    this.parts.ledger.did('sent without looking');
    const answer = await sendUnlooking(this.parts, node, sent.frame);
    if (answer.ok) this.parts.ledger.answeredUnlooking.add(sent.frame.commandId);
    return answer;
  }

  private async deliver(sent: Sent, unlookingAt: number | null = null): Promise<void> {
    const { chance, pace } = this.parts;
    const wire = this.parts.wire();
    // Sent again when there is a connection.
    if (wire === null) return;
    this.begin(sent);
    const asked = unlookingAt === null ? wire.command(sent.frame) : this.unlooking(sent, unlookingAt);
    const answer = await within(pace.timeoutMs, asked);
    if (answer === null || (!answer.ok && passing.includes(answer.rejection.code))) {
      sent.unknown += 1;
      this.parts.ledger.lose(answer === null ? 'lost' : answer.ok ? '' : answer.rejection.code);
      // A few people give up where they do not know; nobody may find their command done twice.
      if (chance.happens(0.08) && sent.outcome === 'pending') this.settle(sent, 'givenUp');
      if (sent.outcome !== 'pending') return;
      // Longer each time, as the pages do: whoever floods is made to wait.
      const patience = Math.min(sent.unknown, 5);
      await later(pace.retryMs * 2 ** patience * (0.5 + chance.next()));
      if (this.parts.wire() === null) return;
      return this.deliver(sent);
    }
    this.take(sent, answer);
  }

  private begin(sent: Sent): void {
    if (!sent.begun && this.newest > sent.step) this.parts.ledger.did('overtaken');
    if (sent.begun && sent.unknown > 0) this.parts.ledger.did('sent again');
    sent.begun = true;
    this.newest = Math.max(this.newest, sent.step);
  }

  private take(sent: Sent, answer: CommandAnswer): void {
    const earlier = sent.answers.find(({ ok }) => ok);
    sent.answers.push(answer);
    // A refusal is not kept: of two copies one may come too early. Whatever was accepted stays so.
    const another = earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(answer);
    if (another && (answer.ok || sent.copies === 1))
      this.parts.ledger.complain(
        promises.oneAnswer,
        `${sent.frame.commandId}: ${JSON.stringify(earlier)}, then ${JSON.stringify(answer)}`,
      );
    if (sent.outcome !== 'acked') this.settle(sent, answer.ok ? 'acked' : 'refused');
  }

  private settle(sent: Sent, outcome: Sent['outcome']): void {
    sent.outcome = outcome;
    this.pending.delete(sent);
    if (outcome === 'acked') this.answered.push(sent);
  }

  /** Something answered long ago once more: the answer is the same, whatever happened since. */
  async repeat(): Promise<void> {
    const sent = this.parts.chance.pick(this.answered.slice(-30));
    const wire = this.parts.wire();
    if (sent && wire) this.parts.ledger.did('asked again once answered');
    const answer = sent && wire ? await within(this.parts.pace.timeoutMs, wire.command(sent.frame)) : null;
    if (sent && answer && (answer.ok || !passing.includes(answer.rejection.code))) this.take(sent, answer);
  }

  /** An id that was used for something else: refused, and nothing is done. */
  async reuse(): Promise<void> {
    const sent = this.parts.chance.pick(this.answered.slice(-30));
    const wire = this.parts.wire();
    if (!sent || !wire || sent.frame.stream === 'session') return;
    this.parts.ledger.did('id used again');
    const frame = { ...sent.frame, command: { type: 'sendMessage', text: `other ${sent.step}` } } as CommandFrame;
    if (sent.frame.command.type === 'sendMessage') return;
    const answer = await within(this.parts.pace.timeoutMs, wire.command(frame));
    if (answer === null || (!answer.ok && [...passing, 'commandIdReused'].includes(answer.rejection.code))) return;
    this.parts.ledger.complain(
      promises.oneAnswer,
      `id ${sent.frame.commandId} was taken for another command: ${JSON.stringify(answer)}`,
    );
  }

  async note(stream: StreamName & object, text: string): Promise<void> {
    const { chance, ledger, pace, seatId } = this.parts;
    const wire = this.parts.wire();
    const frame: NoteFrame = {
      stream,
      key: 'observation',
      text: markedNote(seatId, text),
      revision: ledger.notes.length + 1,
    };
    const noted = { stream: `table:${stream.table}`, person: seatId, frame, acked: false };
    ledger.notes.push(noted);
    const answer = wire && (await within(pace.timeoutMs, wire.note(frame)));
    noted.acked = answer?.ok === true;
    if (!noted.acked) await later(chance.below(50));
  }
}
