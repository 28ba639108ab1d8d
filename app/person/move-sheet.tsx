'use client';
// Makes the link that moves a person to another device. Copying falls back to selecting: no clipboard over plain http.
import { useRef, useState } from 'react';
import { encode } from 'uqr';
import { useTranslations } from 'use-intl';
import { askLink } from '../connection/ask-link.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { QrCode } from '../parts/qr-code.tsx';

export function MoveSheet({ sessionId, person }: { sessionId: string; person: string }) {
  const t = useTranslations('table.move');
  const [link, setLink] = useState<string | null>(null);
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle');
  const make = async () => {
    setState('pending');
    const made = await askLink({ kind: 'move', sessionId, person });
    setState(made === null ? 'failed' : 'idle');
    setLink(made);
  };
  return (
    <div className="flex flex-col gap-4">
      <p>{t('text')}</p>
      {link === null ? (
        <Button kind="primary" wide pending={state === 'pending'} onClick={() => void make()}>
          {t('make')}
        </Button>
      ) : (
        <LinkShown link={link} />
      )}
      <Notice tone="stop">{state === 'failed' ? t('failed') : null}</Notice>
    </div>
  );
}

function LinkShown({ link }: { link: string }) {
  const t = useTranslations('table.move');
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(link);
      else document.execCommand('copy');
      setCopied(true);
    } catch {
      setCopied(false); // it is selected: the person copies it by hand
    }
  };
  return (
    <>
      <QrCode cells={encode(link).data} className="mx-auto w-52" />
      <input
        ref={field}
        readOnly
        value={link}
        aria-label={t('title')}
        className="w-full rounded-house border border-line-strong bg-sunken px-3 py-2 text-14"
      />
      <Button wide onClick={() => void copy()}>
        {copied ? t('copied') : t('copy')}
      </Button>
    </>
  );
}
