// One client: stays connected to some node, follows its streams, comes and goes as restlessly as a class does.
// What it sends is sending.ts's; knows no act and no fault.

import type { EventsFrame, HeadsFrame, StreamName } from '../protocol/wire.ts';
import { Follower, keyOf } from './follower.ts';
import type { House, Pace } from './house.ts';
import type { Ledger } from './ledger.ts';
import { promises } from './promises.ts';
import { type Chance, later } from './random.ts';
import { Sending } from './sending.ts';
import { Sight, sighted, streamIn } from './sight.ts';
import type { Card, Ears, Wire } from './wire.ts';

export type PlayerParts = { house: House; card: Card; ledger: Ledger; chance: Chance; pace: Pace; sessionId: string };

export class Player {
  readonly followers = new Map<string, Follower>();
  readonly parts: PlayerParts;
  readonly who: string;
  readonly seatId: string;
  readonly sight: Sight;
  readonly sending: Sending;
  reconnects = 0;
  private wire: Wire | null = null;
  private dialling = false;
  private ended = false;
  private heardAt = 0;

  constructor(parts: PlayerParts) {
    this.parts = parts;
    const { handshake } = parts.card;
    this.who = handshake.as === 'person' ? `person ${handshake.person}` : `${handshake.as} ${handshake.sessionId}`;
    this.seatId = handshake.as === 'person' ? handshake.person : handshake.as;
    this.sight = new Sight({ who: this.who, seatId: this.seatId, ledger: parts.ledger });
    this.sending = new Sending({ ...parts, seatId: this.seatId, sight: this.sight, wire: () => this.wire });
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
    this.sending.connected();
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
      asks: () => [...this.followers.values()].flatMap(({ ask }) => ask ?? []),
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
}
