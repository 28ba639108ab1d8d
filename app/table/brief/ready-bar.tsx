'use client';
// The one action of reading and preparing, at the thumb: "I am ready", and how many others are.
import { Check } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { useSummary } from '../../connection/hooks.ts';
import { Button } from '../../parts/button.tsx';
import { FootBar } from '../../parts/foot-bar.tsx';
import { ownRole } from '../offers.ts';
import { useMove } from '../use-move.ts';

export function ReadyBar({ view }: { view: TableView }) {
  const t = useTranslations('brief');
  const waiting = useTranslations('table.waiting');
  const room = useSummary('room');
  const { make, pending, fault } = useMove(view.tableId);
  const ready = view.seats.find((seat) => seat.role === ownRole(view))?.ready ?? false;
  const count = room && room.seated > 0 ? waiting('readyCount', { ready: room.ready, seated: room.seated }) : '';
  return (
    <FootBar>
      <p role="status" className="text-14 text-soft sm:flex-1">
        {ready ? `${waiting('ready')} ${waiting('until')} ${count}` : count}
        {fault ? <span className="block text-stop">{fault}</span> : null}
      </p>
      {view.viewer.kind === 'seat' ? (
        <Button
          kind={ready ? 'secondary' : 'primary'}
          className="w-full sm:w-auto"
          disabled={ready}
          pending={pending}
          icon={ready ? <Check aria-hidden="true" className="size-5" /> : null}
          onClick={() => void make({ type: 'declareReady' })}
        >
          {t(ready ? 'readyDone' : 'ready')}
        </Button>
      ) : null}
    </FootBar>
  );
}
