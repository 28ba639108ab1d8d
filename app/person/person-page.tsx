'use client';
// Opens a participant's connection and shows the one screen that fits: ended, loading, house rules, waiting or the table.
import { useTranslations } from 'use-intl';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import { useConnectionState, useSessionView, useTableView } from '../connection/hooks.ts';
import { ConnectionProvider } from '../connection/provider.tsx';
import { ConnectionStrip } from '../parts/connection-word.tsx';
import { Loading } from '../parts/states.tsx';
import { useTopOfPage } from '../parts/use-top-of-page.ts';
import { TableRoom } from '../table/table-room.tsx';
import { Gone } from './gone.tsx';
import { HouseRules } from './house-rules.tsx';
import { PersonBar } from './person-bar.tsx';
import { useOwnLanguage } from './use-own-language.ts';
import { Waiting } from './waiting.tsx';

export function PersonPage({ sessionId, person }: { sessionId: string; person: string }) {
  return (
    <ConnectionProvider handshake={{ as: 'person', sessionId, person }}>
      <PersonRoom />
    </ConnectionProvider>
  );
}

function PersonRoom() {
  const state = useConnectionState();
  const view = useSessionView();
  if (state.kind === 'gone') return <Gone why={state.why} />;
  if (view?.kind !== 'lobby') return <Opening />;
  return <Lobby lobby={view} />;
}

function Opening() {
  return (
    <>
      <ConnectionStrip />
      <main id="content" className="grid min-h-[80dvh] place-items-center">
        <h1>
          <Loading />
        </h1>
      </main>
    </>
  );
}

function Lobby({ lobby }: { lobby: LobbyView }) {
  const phase = useTranslations('common.phase');
  useOwnLanguage(lobby.me.language);
  const current = lobby.roundClosed || lobby.late ? undefined : lobby.tables.at(-1);
  useTopOfPage(lobby.me.clear ? (current?.tableId ?? 'lobby') : 'rules');
  if (lobby.me.gone) return <Gone why="removed" />;
  if (!lobby.me.clear) return <HouseRules lobby={lobby} />;
  if (current) return <AtTable lobby={lobby} tableId={current.tableId} />;
  return (
    <>
      <PersonBar lobby={lobby} table={null} title={phase('none')} />
      <Waiting lobby={lobby} />
    </>
  );
}

function AtTable({ lobby, tableId }: { lobby: LobbyView; tableId: string }) {
  const view = useTableView(tableId);
  return view ? <TableRoom key={tableId} lobby={lobby} view={view} /> : <Opening />;
}
