'use client';
// A new screen begins at its top, like a new page would, and takes the focus there for keyboards and readers.
import { useEffect, useRef } from 'react';

/** `screen` names what is shown; the first one is left where the browser put it. */
export function useTopOfPage(screen: string): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    scrollTo(0, 0);
    const heading = document.querySelector<HTMLElement>('#content h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [screen]);
}
