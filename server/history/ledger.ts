// Everything that clients sent and what they were answered: what the journal is held against afterwards.
import type { CommandAnswer, CommandFrame, NoteFrame } from '../protocol/wire.ts';

export type Sent = {
  /** The how-manieth command of the run. */
  step: number;
  stream: string;
  /** Who, as idempotency knows them. */
  seatId: string;
  frame: CommandFrame;
  /** Final answers, one for each time it was sent and answered for good. */
  answers: CommandAnswer[];
  /** It left its client. */
  begun: boolean;
  /** How often it was sent at once: a copy may still be under way when another is answered. */
  copies: number;
  /** Times that an answer was lost or said to try again. */
  unknown: number;
  outcome: 'pending' | 'acked' | 'refused' | 'givenUp';
};
export type Noted = { stream: string; person: string; frame: NoteFrame; acked: boolean };
export type Complaint = { promise: string; what: string; step: number };

/** Answers that leave a command open: it may be sent again, and has to be for anybody to know. */
export const passing: readonly string[] = ['tryAgain', 'tooFast', 'busy'];

export class Ledger {
  readonly sent: Sent[] = [];
  readonly notes: Noted[] = [];
  /** Why answers left commands open, and how often. */
  readonly lost = new Map<string, number>();
  /** What clients did besides commands, and how often. */
  readonly acts = new Map<string, number>();
  /** Broken promises that clients noticed themselves. */
  readonly complaints: Complaint[] = [];
  /** Commands that were answered over a connection that looks at nothing. */
  readonly answeredUnlooking = new Set<string>();
  private budget: number;
  private readonly stalledMs: number;
  private isHeldOpen = false;
  private lastAt = performance.now();

  constructor(commands: number, stalledMs: number) {
    this.budget = commands;
    this.stalledMs = stalledMs;
  }

  /** Where nobody could send anything for so long that nobody ever will, nothing is left either. */
  get left(): number {
    return !this.isHeldOpen && performance.now() - this.lastAt > this.stalledMs ? 0 : this.budget;
  }

  /** Of the budget, whoever could have used it. */
  get unsent(): number {
    return this.budget;
  }

  /** Meanwhile the last of the budget is not used up, and nothing counts as standing still: something waits for more to be sent. */
  async heldOpen<Result>(work: () => Promise<Result>): Promise<Result> {
    this.isHeldOpen = true;
    return work().finally(() => {
      this.isHeldOpen = false;
      this.lastAt = performance.now();
    });
  }

  /** Nobody sends anything more. */
  close(): void {
    this.budget = 0;
  }

  /** One more command, as long as the budget lasts. */
  open(entry: Pick<Sent, 'stream' | 'seatId' | 'frame'>): Sent | null {
    if (this.budget <= 0) return null;
    if (this.budget > 1 || !this.isHeldOpen) this.budget -= 1;
    this.lastAt = performance.now();
    const sent: Sent = {
      ...entry,
      step: this.sent.length + 1,
      answers: [],
      copies: 1,
      unknown: 0,
      outcome: 'pending',
      begun: false,
    };
    this.sent.push(sent);
    return sent;
  }

  /** An answer was lost, or said to come again. */
  lose(why: string): void {
    this.lost.set(why, (this.lost.get(why) ?? 0) + 1);
  }

  did(act: string): void {
    this.acts.set(act, (this.acts.get(act) ?? 0) + 1);
  }

  complain(promise: string, what: string): void {
    if (this.complaints.length < 100) this.complaints.push({ promise, what, step: this.sent.length });
  }

  count(outcome: Sent['outcome']): number {
    return this.sent.filter((sent) => sent.outcome === outcome).length;
  }
}
