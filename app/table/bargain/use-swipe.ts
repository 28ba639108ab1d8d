'use client';
// Keeps a row of panels that one swipes with a finger and the panel that tabs ask for in step, both ways.
import { useEffect, useRef } from 'react';

const settledAfterMs = 90;

export function useSwipe(index: number, onIndex: (index: number) => void) {
  const row = useRef<HTMLElement>(null);
  const current = useRef(index);
  const tell = useRef(onIndex);
  tell.current = onIndex;

  useEffect(() => {
    const element = row.current;
    if (!element) return;
    current.current = index;
    // At once: a slide that is still under way would read as a finger that stopped half-way.
    element.scrollTo({ left: index * element.clientWidth, behavior: 'instant' });
  }, [index]);

  useEffect(() => {
    const element = row.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout>;
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const reached = Math.round(element.scrollLeft / Math.max(1, element.clientWidth));
        if (reached !== current.current) tell.current(reached);
      }, settledAfterMs);
    };
    const keep = new ResizeObserver(() =>
      element.scrollTo({ left: current.current * element.clientWidth, behavior: 'instant' }),
    );
    element.addEventListener('scroll', onScroll, { passive: true });
    keep.observe(element);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
      keep.disconnect();
    };
  }, []);

  return row;
}
