'use client';
// The console's menu entries: links for other devices, what is played next, deleting the session.
import { Link2, SlidersHorizontal, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useSessionView } from '../connection/hooks.ts';
import { MenuEntry } from '../parts/menu.tsx';
import { roundUnderWay } from './next-step.ts';

export type Sheet = 'invite' | 'links' | 'setup' | 'delete' | null;

export function SessionMenu({ onOpen }: { onOpen: (sheet: Sheet) => void }) {
  const t = useTranslations('console.menu');
  const view = useSessionView();
  const between = view?.kind === 'console' && roundUnderWay(view) === null;
  const icon = 'size-5 shrink-0';
  return (
    <>
      <MenuEntry
        icon={<SlidersHorizontal aria-hidden="true" className={icon} />}
        disabled={!between}
        onClick={() => onOpen('setup')}
      >
        {t('setup')}
      </MenuEntry>
      <MenuEntry icon={<Link2 aria-hidden="true" className={icon} />} onClick={() => onOpen('links')}>
        {t('links')}
      </MenuEntry>
      <MenuEntry icon={<Trash2 aria-hidden="true" className={icon} />} onClick={() => onOpen('delete')}>
        {t('delete')}
      </MenuEntry>
    </>
  );
}
