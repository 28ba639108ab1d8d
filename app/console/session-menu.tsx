'use client';
// The console's menu entries: links for other devices, what is played next, deleting the session. Sheets open from here.
import { Link2, SlidersHorizontal, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useSessionView } from '../connection/hooks.ts';
import { Dialog } from '../parts/dialog.tsx';
import { MenuEntry } from '../parts/overflow-menu.tsx';
import { DeleteSession } from './delete-session.tsx';
import { roundUnderWay } from './next-step.ts';
import { SessionLinks } from './session-links.tsx';

export type Sheet = 'links' | 'setup' | 'delete' | null;

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

type SheetsProps = {
  sessionId: string;
  sheet: Sheet;
  onSheet: (sheet: Sheet) => void;
  people: number;
  setup: ReactNode;
};

export function SessionSheets({ sessionId, sheet, onSheet, people, setup }: SheetsProps) {
  const t = useTranslations('console.menu');
  const close = () => onSheet(null);
  return (
    <>
      <Dialog open={sheet === 'links'} onOpenChange={close} title={t('links')}>
        <SessionLinks sessionId={sessionId} />
      </Dialog>
      <Dialog open={sheet === 'setup'} onOpenChange={close} title={t('setup')}>
        {setup}
      </Dialog>
      <DeleteSession sessionId={sessionId} people={people} open={sheet === 'delete'} onOpenChange={close} />
    </>
  );
}
