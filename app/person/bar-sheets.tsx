'use client';
// The sheets that a participant's menu opens: help, rules, asking the facilitator, another device, leaving.
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LobbyView } from '../../server/protocol/session-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { postJson } from '../connection/ask-http.ts';
import { useCommand } from '../connection/hooks.ts';
import { Button } from '../parts/button.tsx';
import { AskOnce, Dialog } from '../parts/dialog.tsx';
import { lazily } from '../parts/lazily.tsx';
import { Notice } from '../parts/notice.tsx';
import { HowARoundGoes } from './how-a-round-goes.tsx';
import { RuleList, WhoSeesWhat } from './rule-list.tsx';

const MoveSheet = lazily(() => import('./move-sheet.tsx').then((file) => file.MoveSheet));

export type BarSheet = 'help' | 'who' | 'facilitator' | 'move' | 'leave';
type Props = { sheet: BarSheet | null; onClose: () => void; lobby: LobbyView; table: TableView | null };

export function BarSheets({ sheet, onClose, lobby, table }: Props) {
  const t = useTranslations('common.menu');
  const close = (open: boolean) => {
    if (!open) onClose();
  };
  return (
    <>
      <Dialog open={sheet === 'help'} onOpenChange={close} title={t('help')}>
        <HowARoundGoes />
      </Dialog>
      <Dialog open={sheet === 'who'} onOpenChange={close} title={t('who')}>
        <RuleList />
        <div className="mt-8">
          <WhoSeesWhat />
        </div>
      </Dialog>
      <Dialog open={sheet === 'move'} onOpenChange={close} title={t('move')}>
        <MoveSheet sessionId={lobby.sessionId} person={lobby.me.person} />
      </Dialog>
      {table ? <AskFacilitator open={sheet === 'facilitator'} onOpenChange={close} tableId={table.tableId} /> : null}
      <Leave open={sheet === 'leave'} onOpenChange={close} lobby={lobby} />
    </>
  );
}

type Sheet = { open: boolean; onOpenChange: (open: boolean) => void };

function AskFacilitator({ tableId, ...sheet }: Sheet & { tableId: string }) {
  const t = useTranslations('table.facilitator');
  const send = useCommand({ table: tableId });
  const ask = () => {
    void send({ type: 'askFacilitator' });
    sheet.onOpenChange(false);
  };
  return (
    <AskOnce {...sheet} title={t('title')} confirm={t('confirm')} onConfirm={ask}>
      {t('text')}
    </AskOnce>
  );
}

function Leave({ lobby, ...sheet }: Sheet & { lobby: LobbyView }) {
  const t = useTranslations('table.leave');
  const send = useCommand('session');
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'pending' | 'notErased'>('idle');
  const pending = state === 'pending';
  const leave = async (erase: boolean) => {
    setState('pending');
    if (!erase) await send({ type: 'leave' });
    else {
      const outcome = await postJson('/api/people/erase', { sessionId: lobby.sessionId, person: lobby.me.person });
      // Nobody may go away and believe that it was done.
      if (!outcome.ok) return setState('notErased');
    }
    router.push('/');
  };
  return (
    <AskOnce
      {...sheet}
      title={t('title')}
      confirm={t('confirm')}
      danger
      pending={pending}
      onConfirm={() => void leave(false)}
    >
      <p>{t('text')}</p>
      <Button kind="quiet" small className="mt-3 -ml-3" disabled={pending} onClick={() => void leave(true)}>
        {t('erase')}
      </Button>
      <Notice tone="stop">{state === 'notErased' ? t('notErased') : null}</Notice>
    </AskOnce>
  );
}
