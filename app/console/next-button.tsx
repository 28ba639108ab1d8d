'use client';
// The large button itself. Its name is the step alone; what it will do lies over it as its description, so that what is
// said, seen and heard agree.
import { ArrowRight } from 'lucide-react';
import { useId } from 'react';
import { buttonLook } from '../parts/button.tsx';
import { Spinner } from '../parts/spinner.tsx';

type Props = { name: string; details: string; pending: boolean; disabled: boolean; onClick: () => void };

export function NextButton({ name, details, pending, disabled, onClick }: Props) {
  const id = useId();
  const off = disabled || pending;
  return (
    <div className="relative min-w-0 flex-1 sm:basis-64">
      <button
        type="button"
        aria-describedby={id}
        aria-busy={pending || undefined}
        disabled={off}
        onClick={onClick}
        className={`${buttonLook('primary', true)} min-h-18 items-start! justify-between! px-6! pt-2.5! pb-9! text-left!`}
      >
        <span className="min-w-0 text-22 leading-tight">{name}</span>
        <span className="self-center">
          {pending ? <Spinner /> : <ArrowRight aria-hidden="true" className="size-6" />}
        </span>
      </button>
      <span
        id={id}
        className={`pointer-events-none absolute right-16 bottom-2.5 left-6 truncate text-16 leading-snug ${off ? 'text-soft' : 'text-on-ink'}`}
      >
        {details}
      </span>
    </div>
  );
}
