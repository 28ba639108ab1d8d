// What somebody typed or chose before the page had come to life stands in the field, but the page was never told. On a slow phone
// that is a name: without this the next keystroke anywhere would take it away.
import { type ChangeEvent, type ChangeEventHandler, type RefObject, useLayoutEffect, useRef } from 'react';

type TextBox = HTMLInputElement | HTMLTextAreaElement;

/** For a field whose value the page keeps; give the ref to the element. */
export function useTypedBefore<Box extends TextBox>(
  value: unknown,
  onChange: ChangeEventHandler<Box> | undefined,
): RefObject<Box | null> {
  const box = useRef<Box>(null);
  // Once, and before anything is drawn anew: that would put back what the page knows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was there first
  useLayoutEffect(() => {
    const node = box.current;
    if (node === null || value === undefined || node.value === String(value)) return;
    onChange?.({ target: node, currentTarget: node } as ChangeEvent<Box>);
  }, []);
  return box;
}

/** The same for radio buttons in a group. */
export function useChosenBefore(value: string | null, onChange: (value: string) => void) {
  const group = useRef<HTMLFieldSetElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was there first
  useLayoutEffect(() => {
    const chosen = group.current?.querySelector<HTMLInputElement>('input:checked');
    if (chosen && chosen.value !== value) onChange(chosen.value);
  }, []);
  return group;
}
