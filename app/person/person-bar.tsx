'use client';
// A participant's top bar and menu: help, who sees what, pause, the facilitator, another device, leaving. Below it, in every
// room, what did not get through.
import { CircleHelp, Coffee, Eye, Hand, LogOut, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { useCommand } from '../connection/hooks.ts';
import type { Ticking } from '../parts/clock-face.ts';
import { MenuEntry } from '../parts/menu.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { Unsent } from '../parts/unsent.tsx';
import { type BarSheet, BarSheets } from './bar-sheets.tsx';

type Props = {
  lobby: LobbyView;
  /** Null in the lobby. */
  table: TableView | null;
  title: string;
  beside?: string;
  ticking?: Ticking | null;
};

const icon = 'size-5 shrink-0 text-soft';

export function PersonBar({ lobby, table, title, beside, ticking = null }: Props) {
  const t = useTranslations('common.menu');
  const send = useCommand('session');
  const [sheet, setSheet] = useState<BarSheet | null>(null);
  const entries = (
    <>
      {table ? <TableEntries table={table} onAsk={() => setSheet('facilitator')} /> : null}
      <MenuEntry icon={<CircleHelp aria-hidden="true" className={icon} />} onClick={() => setSheet('help')}>
        {t('help')}
      </MenuEntry>
      <MenuEntry icon={<Eye aria-hidden="true" className={icon} />} onClick={() => setSheet('who')}>
        {t('who')}
      </MenuEntry>
      <MenuEntry icon={<Smartphone aria-hidden="true" className={icon} />} onClick={() => setSheet('move')}>
        {t('move')}
      </MenuEntry>
      <MenuEntry icon={<LogOut aria-hidden="true" className={icon} />} onClick={() => setSheet('leave')}>
        {t('leave')}
      </MenuEntry>
    </>
  );
  return (
    <>
      <TopBar
        title={title}
        {...(beside ? { beside } : {})}
        ticking={ticking}
        menu={entries}
        onLanguage={(language) => void send({ type: 'changeMe', language, place: lobby.me.place })}
      />
      <Unsent />
      <BarSheets sheet={sheet} onClose={() => setSheet(null)} lobby={lobby} table={table} />
    </>
  );
}

function TableEntries({ table, onAsk }: { table: TableView; onAsk: () => void }) {
  const t = useTranslations('common.menu');
  const send = useCommand({ table: table.tableId });
  if (!table.own) return null;
  const { onBreak, calledFacilitator } = table.own;
  return (
    <>
      {/* Nobody waits for whoever only watches. */}
      {table.viewer.kind === 'seat' ? (
        <MenuEntry
          icon={<Coffee aria-hidden="true" className={icon} />}
          onClick={() => void send({ type: onBreak ? 'endBreak' : 'takeBreak' })}
        >
          {t(onBreak ? 'endPause' : 'pauseForMe')}
        </MenuEntry>
      ) : null}
      <MenuEntry icon={<Hand aria-hidden="true" className={icon} />} onClick={onAsk} disabled={calledFacilitator}>
        {t(calledFacilitator ? 'called' : 'askFacilitator')}
      </MenuEntry>
    </>
  );
}
