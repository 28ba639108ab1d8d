'use client';
// The table on a phone: three panels to swipe between, tabs at the bottom with a dot for what is new, own points always in sight.
import { FileText, MessagesSquare, SlidersHorizontal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { ownRole } from '../offers.ts';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { type LayoutProps, type Part, parts } from './layout-props.ts';
import { SheetBody, SheetFoot } from './offer-sheet.tsx';
import { PointsBar } from './points-bar.tsx';
import { SideBrief } from './side-brief.tsx';
import { StandingOffers } from './standing-offers.tsx';
import { useSwipe } from './use-swipe.ts';

const icons = { brief: FileText, talk: MessagesSquare, sheet: SlidersHorizontal } as const;

export function Phone({ view, draft, part, onPart, onTake }: LayoutProps) {
  const t = useTranslations('bargain.tabs');
  const seated = view.viewer.kind === 'seat';
  const swiper = useSwipe(parts.indexOf(part), (index) => onPart(parts[index] ?? 'talk'));
  const panel = (name: Part) => ({
    inert: part !== name,
    className: 'relative flex h-full w-full shrink-0 snap-center snap-always flex-col overflow-hidden',
  });
  return (
    <>
      <section
        ref={swiper}
        aria-label={t('label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a row that scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative flex min-h-0 flex-1 snap-x snap-mandatory overflow-x-auto overflow-y-hidden overscroll-x-contain [scrollbar-width:none]"
      >
        <section {...panel('brief')}>
          <div className="relative min-h-0 flex-1 overflow-y-auto px-5 pb-8">
            <SideBrief view={view} />
          </div>
        </section>
        <section {...panel('talk')}>
          <Conversation view={view} onTake={onTake} />
          {seated && view.talk === 'chat' ? <Composer view={view} /> : null}
        </section>
        <section {...panel('sheet')}>
          <div className="relative min-h-0 flex-1 overflow-y-auto px-4 py-4">
            {seated ? <SheetBody view={view} draft={draft} /> : <StandingOffers view={view} />}
          </div>
        </section>
      </section>
      {seated ? (
        <div className="border-t border-line px-4 pt-2 pb-1 empty:hidden">
          {part === 'sheet' ? (
            <SheetFoot view={view} draft={draft} onSent={() => onPart('talk')} />
          ) : (
            <PointsBar view={view} draft={draft.choices} compact />
          )}
        </div>
      ) : null}
      <PartTabs view={view} part={part} onPart={onPart} />
    </>
  );
}

type TabsProps = { view: TableView; part: Part; onPart: (part: Part) => void };

function PartTabs({ view, part, onPart }: TabsProps) {
  const t = useTranslations('bargain.tabs');
  const unread = useUnread(view, part === 'talk');
  return (
    <nav
      aria-label={t('label')}
      className="grid shrink-0 grid-cols-3 border-t border-line pb-[env(safe-area-inset-bottom)]"
    >
      {parts.map((name) => {
        const Icon = icons[name];
        return (
          <button
            key={name}
            type="button"
            aria-current={part === name}
            onClick={() => onPart(name)}
            className="relative flex min-h-14 flex-col items-center justify-center gap-0.5 text-14 text-soft aria-[current=true]:font-bold aria-[current=true]:text-ink aria-[current=true]:shadow-[inset_0_3px_0_var(--ink)]"
          >
            <span className="relative">
              <Icon aria-hidden="true" className="size-5" />
              {name === 'talk' && unread ? (
                <span className="absolute -top-1 -right-2 size-2.5 rounded-full bg-other">
                  <span className="sr-only">{t('unread')} </span>
                </span>
              ) : null}
            </span>
            {t(name)}
          </button>
        );
      })}
    </nav>
  );
}

/** Whether somebody else added to the conversation since one last looked at it. */
function useUnread(view: TableView, looking: boolean): boolean {
  const own = ownRole(view);
  const count = view.conversation.filter((entry) => entry.role !== own).length;
  const [seen, setSeen] = useState(count);
  useEffect(() => {
    if (looking) setSeen(count);
  }, [looking, count]);
  return !looking && count > seen;
}
