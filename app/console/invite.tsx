'use client';
// How people get in: QR code, address spelled out, code, and the link to send. Says so where the address only works here.
import { encode } from 'uqr';
import { useTranslations } from 'use-intl';
import { onlyHere } from '../connection/room-origin.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { Notice } from '../parts/notice.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { joinAddress } from './join-address.ts';
import { useOrigin } from './use-origin.ts';

export function Invite({ code }: { code: string }) {
  const t = useTranslations('console.invite');
  const origin = useOrigin();
  if (origin === null) return null;
  const address = joinAddress(origin, code);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col items-center gap-3 text-center">
        <div className="w-full max-w-72 rounded-house border border-line">
          <QrCode cells={encode(address.link).data} className="block w-full rounded-house" />
        </div>
        <p className="text-18">{t('goTo')}</p>
        <p className="text-22 font-semibold break-all">{address.spelled}</p>
        <p className="text-40 font-semibold tracking-[0.14em]">{code}</p>
      </div>
      {onlyHere(origin) ? <Notice tone="warn">{t('onlyHere')}</Notice> : null}
      <CopyLine label={t('link')} text={address.link} copy={t('copy')} copied={t('copied')} byHand={t('byHand')} />
    </div>
  );
}
