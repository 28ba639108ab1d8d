'use client';
import { encode } from 'uqr';
// How people get in, readable from the back row: QR code, the address spelled out, the code in large figures.
import { useTranslations } from 'use-intl';
import type { ScreenView } from '../../server/protocol/session-view.ts';
import { useSummary } from '../connection/hooks.ts';
import { joinAddress } from '../console/join-address.ts';
import { useOrigin } from '../console/use-origin.ts';
import { QrCode } from '../parts/qr-code.tsx';

export function WayIn({ view }: { view: ScreenView }) {
  const t = useTranslations('screen.in');
  const origin = useOrigin();
  const here = useSummary('room')?.here ?? view.people;
  if (origin === null) return null;
  const address = joinAddress(origin, view.code);
  return (
    <div className="grid items-center gap-[5vw] md:grid-cols-[minmax(0,1fr)_min(36vw,66vh)]">
      <div className="min-w-0">
        <h1 className="text-wall-large font-semibold">{t('title')}</h1>
        <p className="mt-[3vh] text-wall">{t('goTo')}</p>
        <p className="text-wall-large font-semibold break-all">{address.spelled}</p>
        <p className="mt-[3vh] text-wall">{t('code')}</p>
        <p className="text-wall-code font-semibold tracking-[0.12em]">{view.code}</p>
        <p role="status" className="mt-[3vh] text-wall text-soft">
          {view.round && !view.round.closed ? t('seated', { tables: view.round.tables }) : t('here', { here })}
        </p>
      </div>
      <div className="rounded-house border border-line">
        <QrCode cells={encode(address.link).data} className="block w-full rounded-house" />
      </div>
    </div>
  );
}
