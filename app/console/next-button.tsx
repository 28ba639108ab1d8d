'use client';
// The large button itself. Its name is the step alone, what it will do is its description: short to say, whole to hear.
import { ArrowRight } from 'lucide-react';
import { useId } from 'react';
import { buttonLook } from '../parts/button.tsx';
import { Spinner } from '../parts/spinner.tsx';

type Props = { name: string; details: string; pending: boolean; disabled: boolean; onClick: () => void };

export function NextButton({ name, details, pending, disabled, onClick }: Props) {
  const id = useId();
  return (
    <button
      type="button"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-details`}
      aria-busy={pending || undefined}
      disabled={disabled || pending}
      onClick={onClick}
      className={`${buttonLook('primary')} min-h-16 flex-1 justify-between! px-6! text-left!`}
    >
      <span className="min-w-0">
        <span id={`${id}-name`} className="block text-22 leading-tight">
          {name}
        </span>
        <span id={`${id}-details`} className="block text-16 leading-snug font-normal">
          {details}
        </span>
      </span>
      {pending ? <Spinner /> : <ArrowRight aria-hidden="true" className="size-6 shrink-0" />}
    </button>
  );
}
