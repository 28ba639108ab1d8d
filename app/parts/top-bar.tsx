'use client';
// The slim bar on every live page: where we are in words, the clock, whether all is saved, one overflow menu.
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Clock } from './clock.tsx';
import type { Ticking } from './clock-face.ts';
import { ConnectionStrip, ConnectionWord } from './connection-word.tsx';
import { OverflowMenu } from './overflow-menu.tsx';

type Props = {
  /** The phase in words. */
  title: string;
  /** Beside it, softer: table and round, or the case. */
  beside?: string;
  ticking?: Ticking | null;
  /** The page's own menu entries (<MenuEntry>), above language, text size and theme. */
  menu?: ReactNode;
  /** Buttons of the page, before the menu. */
  actions?: ReactNode;
  onLanguage?: (language: 'nl' | 'en') => void;
};

export function TopBar({ title, beside, ticking, menu, actions, onLanguage }: Props) {
  const t = useTranslations('common');
  return (
    <header className="@container sticky top-0 z-30 border-b border-line bg-paper">
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-3">
        {t('skip')}
      </a>
      <div className="mx-auto flex min-h-14 items-center gap-3 px-4 sm:gap-4 lg:px-6">
        <div className="min-w-0 flex-1 truncate">
          <span className="text-18 font-semibold">{title}</span>
          {beside ? <span className="ml-3 hidden text-16 text-soft sm:inline">{beside}</span> : null}
        </div>
        {ticking ? <Clock ticking={ticking} className="text-18 font-semibold" /> : null}
        <ConnectionWord />
        {actions}
        <OverflowMenu onLanguage={onLanguage}>{menu}</OverflowMenu>
      </div>
      <ConnectionStrip />
    </header>
  );
}
