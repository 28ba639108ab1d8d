'use client';
// A text to copy with one tap: shown whole, selected by a tap, copied by the button, and said when it is.
import { Check, Copy } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

type Props = { label: string; text: string; copy: string; copied: string; byHand: string };

export function CopyLine({ label, text, copy, copied, byHand }: Props) {
  const id = useId();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const take = async () => setState((await copyText(text)) ? 'copied' : 'failed');
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-14 text-soft">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
          className="h-11 min-w-0 flex-1 rounded-house border border-line-strong bg-raised px-3 text-16 text-ellipsis"
        />
        <Button
          small
          icon={
            state === 'copied' ? (
              <Check aria-hidden="true" className="size-4" />
            ) : (
              <Copy aria-hidden="true" className="size-4" />
            )
          }
          onClick={() => void take()}
        >
          {copy}
        </Button>
      </div>
      <p role="status" className="mt-1 text-14 text-soft empty:hidden">
        {state === 'copied' ? copied : state === 'failed' ? byHand : null}
      </p>
    </div>
  );
}
