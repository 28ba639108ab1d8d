// Repeats a piece of work without ever overlapping itself; a fault is reported and the next turn comes all the same.

export function every(
  ms: number,
  work: () => Promise<void> | void,
  onFault: (fault: unknown) => void,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      turn = Promise.resolve().then(work).catch(onFault).then(next);
    }, ms);
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
