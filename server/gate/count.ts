// How many of something are open, for each address and in all. Keeps an address only while it has any.

export type Count = { add(address: string): () => void; of(address: string): number; all(): number };

export function createCount(): Count {
  const open = new Map<string, number>();
  let all = 0;
  return {
    of: (address) => open.get(address) ?? 0,
    all: () => all,
    add(address) {
      all += 1;
      open.set(address, (open.get(address) ?? 0) + 1);
      let counted = true;
      return () => {
        if (!counted) return;
        counted = false;
        all -= 1;
        const left = (open.get(address) ?? 1) - 1;
        if (left > 0) open.set(address, left);
        else open.delete(address);
      };
    },
  };
}
