// What a load offers to whatever it measures: tables at which one person makes offers and another hears them.

/** Called by the scene as things arrive. Offers of one table are told in their order. */
export type Watch = {
  /** The sender was told: taken, or refused. */
  acked(table: number, taken: boolean): void;
  /** The other one has this many offers more. */
  delivered(table: number, offers?: number): void;
};

export type Scene = {
  /** The nth offer of that table. */
  offer(table: number, n: number): void;
  /** Size of the frame that carries one offer, bytes. */
  offerBytes: number;
  /** The nth person comes in, and stays until `leave`: somebody new the first time, later with what they were given then. Answers how
   *  often they were told to wait. */
  come?(nth: number): Promise<number>;
  /** All who came go. */
  leave?(): void;
  close(): void;
};

export type OpenScene = (port: number, tables: number, watch: Watch) => Promise<Scene>;

/** How often a word occurs, without decoding anything. */
export function countOf(payload: Buffer, word: Buffer): number {
  let count = 0;
  for (let at = payload.indexOf(word); at !== -1; at = payload.indexOf(word, at + word.length)) count += 1;
  return count;
}
