// What somebody typed or chose before the page had come to life stands in the field, but the page was never told. On a slow phone
// that is a name: without this the next keystroke anywhere would take it away.
import {
  type ChangeEvent,
  type ChangeEventHandler,
  type RefObject,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react';

/** Looks once, before anything is drawn anew, which would put back what the page knows. Give the ref to the element. */
function useLookOnce<Box extends Element>(look: (box: Box) => void): RefObject<Box | null> {
  const box = useRef<Box>(null);
  const lookNow = useEffectEvent(look);
  useLayoutEffect(() => {
    if (box.current) lookNow(box.current);
  }, []);
  return box;
}

/** For a field whose value the page keeps. */
export const useTypedBefore = (value: unknown, onChange: ChangeEventHandler<HTMLInputElement> | undefined) =>
  useLookOnce<HTMLInputElement>((box) => {
    if (value !== undefined && box.value !== String(value))
      onChange?.({ target: box, currentTarget: box } as ChangeEvent<HTMLInputElement>);
  });

/** For a group of radio buttons. */
export const useChosenBefore = (value: string | null, onChange: (chosen: string) => void) =>
  useLookOnce<HTMLFieldSetElement>((group) => {
    const chosen = group.querySelector<HTMLInputElement>('input:checked');
    if (chosen && chosen.value !== value) onChange(chosen.value);
  });
