// The other end of `child.ts`: a program of the bench that answers questions and ends when nobody can ask any more.

export type Answers = Record<string, (payload: never) => unknown>;

/** What the bench hands over at the start. */
export const givenOptions = <Options>(): Options => JSON.parse(process.argv[2] ?? '{}') as Options;

/** Says that it is ready, then answers until the channel closes. */
export function answering(answers: Answers): void {
  process.on('message', ({ id, question, payload }: { id: number; question: string; payload: never }) => {
    Promise.resolve()
      .then(() => {
        const answer = answers[question];
        if (answer === undefined) throw new Error(`nobody answers "${question}" here`);
        return answer(payload);
      })
      .then(
        (value) => process.send?.({ id, value }),
        (fault: unknown) =>
          process.send?.({ id, error: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
      );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 0 });
}
