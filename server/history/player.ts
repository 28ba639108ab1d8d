// One client: stays connected to some node, follows its streams, acts by chance, and sends each command until it is answered.
// As restless as a class: comes and goes, sends things twice, late, or with an id that was used before.

import type { CommandAnswer, CommandFrame, EventsFrame, HeadsFrame, NoteFrame, StreamName } from '../protocol/wire.ts';
import { foldedCommand } from './folded-command.ts';
import { Follower, keyOf } from './follower.ts';
import type { House, Pace } from './house.ts';
import { type Ledger, passing, type Sent } from './ledger.ts';
import { markedNote } from './marked-cases.ts';
import { promises } from './promises.ts';
import { type Chance, later } from './random.ts';
import { Sight, sighted, streamIn } from './sight.ts';
import type { Card, Ears, Wire } from './wire.ts';

export type PlayerParts = { house: House; card: Card; ledger: Ledger; chance: Chance; pace: Pace; sessionId: string };

export class Player {
  readonly followers = new Map<string, Follower>();
  readonly parts: PlayerParts;
  readonly who: string;
  readonly seatId: string;
  readonly sight: Sight;
  reconnects = 0;
  private newest = 0;
  private wire: Wire | null = null;
  private dialling = false;
  private ended = false;
  private heardAt = 0;
  private readonly pending = new Set<Sent>();
  private readonly answered: Sent[] = [];

  constructor(parts: PlayerParts) {
    this.parts = parts;
    const { handshake } = parts.card;
    this.who = handshake.as === 'person' ? `person ${handshake.person}` : `${handshake.as} ${handshake.sessionId}`;
    this.seatId = handshake.as === 'person' ? handshake.person : handshake.as;
    this.sight = new Sight({ who: this.who, seatId: this.seatId, ledger: parts.ledger });
  }

  get waiting(): number {
    return this.pending.size;
  }
  get connected(): boolean {
    return this.wire !== null;
  }

  follow(name: StreamName): Follower {
    const key = keyOf(name);
    const known = this.followers.get(key);
    if (known) return known;
    const follower = new Follower(name, { wire: () => this.wire, ledger: this.parts.ledger, who: this.who });
    this.followers.set(key, follower);
    void follower.resume();
    return follower;
  }

  /** Looks at these tables only, as a page that goes on to the next round. */
  lookAt(tables: readonly string[]): Follower[] {
    for (const [key, follower] of this.followers)
      if (key !== 'session' && !tables.includes(key)) follower.leftAt ??= Date.now();
    return tables.map((table) => this.follow({ table }));
  }

  /** Comes back for as long as the run lasts. */
  async connect(): Promise<void> {
    if (this.dialling || this.ended) return;
    this.dialling = true;
    const { house, card, chance } = this.parts;
    while (this.wire === null && !this.ended) {
      const node = chance.below(house.nodes);
      const mine: { wire: Wire | null } = { wire: null };
      const wire = await house.dial(node, card, this.ears(mine)).catch(() => null);
      this.wire = mine.wire = wire && sighted(wire, this.sight, (seen, over) => over === this.wire && this.see(seen));
      if (this.wire === null) await later(50 + chance.below(150));
    }
    this.dialling = false;
    this.heardAt = performance.now();
    this.reconnects += 1;
    for (const follower of this.followers.values()) void follower.resume();
    for (const sent of this.pending) void this.deliver(sent);
  }

  /** Goes, of one's own accord. */
  leave(): void {
    this.parts.ledger.did('left and came back');
    if (this.parts.chance.happens(0.4)) this.reload();
    this.drop();
  }

  /** As a page that is loaded anew: nothing is known any more of what was seen. */
  private reload(): void {
    this.parts.ledger.did('page loaded anew');
    for (const follower of this.followers.values()) follower.forget();
  }

  /** Breaks the connection; one that is lost comes back by itself. */
  drop(): void {
    const { wire } = this;
    this.wire = null;
    wire?.close();
    if (!this.ended) void later(this.parts.chance.below(60)).then(() => this.connect());
  }

  /** A connection that stays silent, though heads come each second, is dead and does not know it. */
  dropIfSilent(): void {
    if (
      this.wire !== null &&
      performance.now() - Math.max(this.heardAt, this.sight.answeredAt) > this.parts.pace.timeoutMs
    )
      this.drop();
  }

  end(): void {
    this.ended = true;
    this.drop();
  }

  private ears(mine: { wire: Wire | null }): Ears {
    const heard =
      <Frame>(work: (frame: Frame) => void) =>
      (frame: Frame) => {
        this.sight.search(streamIn(frame), frame);
        if (mine.wire !== null && mine.wire !== this.wire) return;
        this.heardAt = performance.now();
        work(frame);
      };
    return {
      events: heard((frame) => this.see(frame)),
      heads: heard((heads) => this.compare(heads)),
      summary: heard(() => undefined),
      gone: heard(({ why }) => this.parts.ledger.complain(promises.faults, `${this.who} was told to go: ${why}`)),
      lost: () => {
        if (mine.wire !== this.wire) return;
        this.parts.ledger.did('connection lost');
        this.drop();
      },
    };
  }

  private see(frame: EventsFrame): void {
    this.followers.get(keyOf(frame.stream))?.apply(frame);
    this.compare(frame.heads ?? []);
  }

  private compare(heads: HeadsFrame): void {
    for (const head of heads) this.followers.get(keyOf(head.stream))?.compare(head);
  }

  /** Sends a command of the budget; resolves when it is answered for good, given up, or too long in the air. */
  async send(stream: StreamName, command: object): Promise<void> {
    const { ledger, chance, sessionId } = this.parts;
    const frame = foldedCommand({
      stream,
      commandId: `c-${this.seatId.slice(0, 8)}-${ledger.sent.length}-${chance.below(1e9)}`.padEnd(22, '0'),
      command,
    });
    const id = stream === 'session' ? `session:${sessionId}` : `table:${stream.table}`;
    const sent = ledger.open({ stream: id, seatId: this.seatId, frame });
    if (sent === null) return;
    this.pending.add(sent);
    // Overtaken by what is sent after it.
    if (chance.happens(0.04)) return void later(20 + chance.below(500)).then(() => this.deliver(sent));
    sent.copies = chance.happens(0.04) ? 2 : 1;
    if (sent.copies > 1) ledger.did('sent twice at once');
    await Promise.all(Array.from({ length: sent.copies }, () => this.deliver(sent)));
  }

  private async deliver(sent: Sent): Promise<void> {
    const { chance, pace } = this.parts;
    const { wire } = this;
    // Sent again when there is a connection.
    if (wire === null) return;
    this.begin(sent);
    const answer = await within(pace.timeoutMs, wire.command(sent.frame));
    if (answer === null || (!answer.ok && passing.includes(answer.rejection.code))) {
      sent.unknown += 1;
      this.parts.ledger.lose(answer === null ? 'lost' : answer.ok ? '' : answer.rejection.code);
      // A few people give up where they do not know; nobody may find their command done twice.
      if (chance.happens(0.08) && sent.outcome === 'pending') this.settle(sent, 'givenUp');
      if (sent.outcome !== 'pending') return;
      // Longer each time, as the pages do: whoever floods is made to wait.
      const patience = Math.min(sent.unknown, 5);
      await later(pace.retryMs * 2 ** patience * (0.5 + chance.next()));
      if (this.wire === null) return;
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
    if (sent && this.wire) this.parts.ledger.did('asked again once answered');
    const answer = sent && this.wire ? await within(this.parts.pace.timeoutMs, this.wire.command(sent.frame)) : null;
    if (sent && answer && (answer.ok || !passing.includes(answer.rejection.code))) this.take(sent, answer);
  }

  /** An id that was used for something else: refused, and nothing is done. */
  async reuse(): Promise<void> {
    const sent = this.parts.chance.pick(this.answered.slice(-30));
    if (!sent || !this.wire || sent.frame.stream === 'session') return;
    this.parts.ledger.did('id used again');
    const frame = { ...sent.frame, command: { type: 'sendMessage', text: `other ${sent.step}` } } as CommandFrame;
    if (sent.frame.command.type === 'sendMessage') return;
    const answer = await within(this.parts.pace.timeoutMs, this.wire.command(frame));
    if (answer === null || (!answer.ok && [...passing, 'commandIdReused'].includes(answer.rejection.code))) return;
    this.parts.ledger.complain(
      promises.oneAnswer,
      `id ${sent.frame.commandId} was taken for another command: ${JSON.stringify(answer)}`,
    );
  }

  async note(stream: StreamName & object, text: string): Promise<void> {
    const { chance, ledger, pace } = this.parts;
    const frame: NoteFrame = {
      stream,
      key: 'observation',
      text: markedNote(this.seatId, text),
      revision: ledger.notes.length + 1,
    };
    const noted = { stream: `table:${stream.table}`, person: this.seatId, frame, acked: false };
    ledger.notes.push(noted);
    const answer = this.wire && (await within(pace.timeoutMs, this.wire.note(frame)));
    noted.acked = answer?.ok === true;
    if (!noted.acked) await later(chance.below(50));
  }
}

/** Null where the answer is lost or late. */
function within<Answer>(ms: number, asked: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((give) => {
    timer = setTimeout(() => give(null), ms);
  });
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}
