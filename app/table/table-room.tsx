'use client';
// Which screen a table shows now: by its stage and the phase under way. The bar above says where one is.
import { useTranslations } from 'use-intl';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { Ticking } from '../parts/clock-face.ts';
import { lazily } from '../parts/lazily.tsx';
import { useTopOfPage } from '../parts/use-top-of-page.ts';
import { PersonBar } from '../person/person-bar.tsx';
import { Bargaining } from './bargain/bargaining.tsx';
import { BriefRoom } from './brief/brief-room.tsx';
import { Seated } from './seated.tsx';

const LaterRoom = lazily(() => import('./later-room.tsx').then((file) => file.LaterRoom));

export function TableRoom({ lobby, view }: { lobby: LobbyView; view: TableView }) {
  const t = useTranslations('table');
  const phase = useTranslations('common.phase');
  useTopOfPage(`${view.phase?.kind}:${view.stage}`);
  return (
    // The table at work fills the window and scrolls within; every other screen is an ordinary page.
    <div className={isBargaining(view) ? 'flex h-dvh flex-col overflow-hidden' : ''}>
      <PersonBar
        lobby={lobby}
        table={view}
        title={phase(phaseWord(view))}
        beside={`${t('title', { label: view.label })}, ${t('round', { round: view.round })}`}
        ticking={tickingOf(view)}
      />
      <Screen lobby={lobby} view={view} />
    </div>
  );
}

const isAtWork = (view: TableView) => view.phase?.kind === 'bargain' || view.phase?.kind === 'sign';

function phaseWord(view: TableView) {
  if (view.stage === 'signing') return 'sign';
  if (isAtWork(view) && view.outcome) return 'none';
  return view.phase?.kind ?? 'none';
}

/** Settled early, one waits without a clock; while signing after the end, the page has its own. */
function tickingOf(view: TableView): Ticking | null {
  if (!view.phase || (isAtWork(view) && (view.outcome || view.signing?.graceDeadline))) return null;
  return view.clock.paused ? view.clock : { paused: false, deadline: view.phase.deadline };
}

function isBargaining(view: TableView): boolean {
  return isAtWork(view) && !view.outcome && view.stage !== 'signing' && view.talk === 'chat';
}

function Screen({ lobby, view }: { lobby: LobbyView; view: TableView }) {
  const kind = view.phase?.kind;
  if (!kind) return <Seated lobby={lobby} view={view} />;
  if (kind === 'read' || kind === 'prepare') return <BriefRoom view={view} />;
  if (kind === 'debrief' || kind === 'reflect' || view.outcome || view.stage === 'signing' || view.talk === 'voice')
    return <LaterRoom view={view} />;
  return <Bargaining view={view} />;
}
