'use client';
// A part of a page that its first view does not need: fetched once the page is at rest, so that it is there when the network is
// gone later, or at once when it is wanted before. Trying is never given up. Knows nothing of what it brings.
import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { createCell } from '../connection/cell.ts';
import { jittered } from '../connection/patience.ts';
import { Loading } from './states.tsx';

const againAfterMs = 2000;
const restMs = 300;

/** The part; `meanwhile` stands in its place for as long as it is on its way. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = <Loading />,
): ComponentType<Props> {
  const here = createCell<{ Part: ComponentType<Props> } | null>(null);
  let asked = false;
  function fetchOnce(): void {
    if (asked) return;
    asked = true;
    load().then(
      (Part) => here.set({ Part }),
      () => {
        asked = false;
        setTimeout(fetchOnce, jittered(againAfterMs));
      },
    );
  }
  if (typeof window !== 'undefined') onceAtRest(fetchOnce);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where its file begins
  return function Lazily(props: Props) {
    const part = useSyncExternalStore(here.subscribe, here.get, () => null);
    useEffect(fetchOnce, []);
    return part ? <part.Part {...props} /> : meanwhile;
  };
}

function onceAtRest(work: () => void): void {
  const soon = () => setTimeout(work, jittered(restMs));
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon, { once: true });
}
