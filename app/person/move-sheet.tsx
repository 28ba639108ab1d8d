'use client';
// Makes the link that moves a person to another device, as a code to scan and as an address to copy.
import { useState } from 'react';
import { encode } from 'uqr';
import { useTranslations } from 'use-intl';
import { askLink } from '../connection/ask-link.ts';
import { Button } from '../parts/button.tsx';
import { CopyLine } from '../parts/copy-line.tsx';
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
  return (
    <>
      <QrCode cells={encode(link).data} className="mx-auto w-52" />
      <CopyLine label={t('address')} text={link} copy={t('copy')} copied={t('copied')} byHand={t('byHand')} />
    </>
  );
}
