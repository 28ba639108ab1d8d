'use client';
// The table on a laptop: instructions (may be folded away), conversation, offer sheet; each scrolls on its own.
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../parts/button.tsx';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import type { LayoutProps } from './layout-props.ts';
import { SheetBody, SheetFoot } from './offer-sheet.tsx';
import { SideBrief } from './side-brief.tsx';
import { StandingOffers } from './standing-offers.tsx';

const heading = 'flex h-12 shrink-0 items-center justify-between border-b border-line px-6 text-16 font-semibold';

export function Laptop({ view, draft, onTake }: LayoutProps) {
  const t = useTranslations('bargain.columns');
  const observer = useTranslations('bargain.observer');
  const everybody = useTranslations('brief')('public');
  const seated = view.viewer.kind === 'seat';
  const [briefOpen, setBriefOpen] = useState(() => innerWidth >= 1280);
  const columns = briefOpen
    ? 'grid-cols-[minmax(18rem,26rem)_minmax(18rem,1fr)_28rem]'
    : 'grid-cols-[3.5rem_minmax(18rem,1fr)_28rem]';
  return (
    <div className={`grid min-h-0 flex-1 ${columns} divide-x divide-line`}>
      {briefOpen ? (
        <section aria-labelledby="column-brief" className="flex min-h-0 min-w-0 flex-col">
          <div className={heading}>
            <h2 id="column-brief">{seated ? t('brief') : everybody}</h2>
            <Button
              kind="quiet"
              small
              icon={<PanelLeftClose aria-hidden="true" className="size-4" />}
              onClick={() => setBriefOpen(false)}
            >
              {t('hideBrief')}
            </Button>
          </div>
          <div className="relative min-h-0 flex-1 overflow-y-auto px-6 pb-8">
            <SideBrief view={view} />
          </div>
        </section>
      ) : (
        <div className="pt-1.5 text-center">
          <button
            type="button"
            aria-label={t('showBrief')}
            title={t('showBrief')}
            onClick={() => setBriefOpen(true)}
            className="inline-grid size-11 place-items-center rounded-house hover:bg-sunken"
          >
            <PanelLeftOpen aria-hidden="true" className="size-5" />
          </button>
        </div>
      )}
      <section aria-labelledby="column-talk" className="flex min-h-0 min-w-0 flex-col">
        <div className={heading}>
          <h2 id="column-talk">{t('talk')}</h2>
        </div>
        <Conversation view={view} onTake={onTake} />
        {seated && view.talk === 'chat' ? <Composer view={view} /> : null}
      </section>
      <section aria-labelledby="column-sheet" className="flex min-h-0 min-w-0 flex-col">
        <div className={heading}>
          <h2 id="column-sheet">{seated ? t('sheet') : observer('offers')}</h2>
        </div>
        <div className="relative min-h-0 flex-1 overflow-y-auto px-6 py-4">
          {seated ? <SheetBody view={view} draft={draft} /> : <StandingOffers view={view} />}
        </div>
        {seated ? (
          <div className="border-t border-line px-6 py-4">
            <SheetFoot view={view} draft={draft} onSent={() => {}} />
          </div>
        ) : null}
      </section>
    </div>
  );
}
