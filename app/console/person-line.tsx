'use client';
// One person in the list: who, from where, whether connected, and what the facilitator can do about it.
import { Armchair, House, MapPin, PencilLine, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PersonRow } from '../../server/protocol/session-view.ts';
import { AskOnce, Dialog } from '../parts/dialog.tsx';
import { MenuEntry } from '../parts/menu.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { useAct } from './act.tsx';
import { lateComers } from './attention.ts';
import { ChairDialog } from './chair-dialog.tsx';
import { RenamePerson } from './rename-person.tsx';
import type { Desk } from './use-console.ts';

type Open = 'rename' | 'remove' | 'chair' | null;

/** `frozen`: something is held back for ten seconds; then nothing else is removed. */
export function PersonLine({ desk, row, frozen }: { desk: Desk; row: PersonRow; frozen: boolean }) {
  const t = useTranslations('console.people');
  const { act, later } = useAct();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const name = desk.nameOf(row.person);
  const late = desk.round !== null && lateComers([row], desk.round).length > 0;
  const other = row.place === 'room' ? 'elsewhere' : 'room';
  const icon = 'size-5 shrink-0';
  return (
    <li className="flex items-center gap-3 py-1.5">
      <Presence desk={desk} row={row} />
      <div className="min-w-0 flex-1 py-1">
        <p className="text-18 leading-snug">{name}</p>
        <p className="text-14 text-soft">
          {[
            row.department?.text,
            t(row.language),
            t(row.place),
            row.clear ? null : t('notClear'),
            late ? t('noSeat') : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <RowMenu label={t('menu', { name })}>
        <MenuEntry icon={<PencilLine aria-hidden="true" className={icon} />} onClick={() => setOpen('rename')}>
          {t('rename')}
        </MenuEntry>
        <MenuEntry
          icon={
            other === 'room' ? (
              <House aria-hidden="true" className={icon} />
            ) : (
              <MapPin aria-hidden="true" className={icon} />
            )
          }
          onClick={() => void act({ type: 'setPlace', person: row.person, place: other })}
        >
          {t(other === 'room' ? 'toRoom' : 'toElsewhere')}
        </MenuEntry>
        {late ? (
          <MenuEntry icon={<Armchair aria-hidden="true" className={icon} />} onClick={() => setOpen('chair')}>
            {t('offerChair')}
          </MenuEntry>
        ) : null}
        <MenuEntry
          icon={<UserX aria-hidden="true" className={icon} />}
          disabled={frozen}
          onClick={() => setOpen('remove')}
        >
          {t('remove')}
        </MenuEntry>
      </RowMenu>
      <Dialog open={open === 'rename'} onOpenChange={close} title={t('renameTitle', { name })}>
        <RenamePerson person={row.person} name={name} onDone={close} />
      </Dialog>
      <AskOnce
        open={open === 'remove'}
        onOpenChange={close}
        title={t('removeTitle', { name })}
        confirm={t('removeConfirm')}
        danger
        onConfirm={() => {
          later(t('removeSoon', { name }), { type: 'removePerson', person: row.person });
          close();
        }}
      >
        {t('removeText')}
      </AskOnce>
      <ChairDialog desk={desk} person={row.person} open={open === 'chair'} onOpenChange={close} />
    </li>
  );
}

function Presence({ desk, row }: { desk: Desk; row: PersonRow }) {
  const t = useTranslations('console.people');
  const here = desk.connected?.has(row.person) ?? false;
  const word = row.device ? (here ? 'connected' : 'away') : 'noDevice';
  const look = !row.device
    ? 'border-line-strong border-dashed'
    : here
      ? 'border-good bg-good'
      : 'border-line-strong bg-paper';
  return (
    <>
      <span aria-hidden="true" title={t(word)} className={`size-3.5 shrink-0 rounded-full border-2 ${look}`} />
      <span className="sr-only">{t(word)}</span>
    </>
  );
}
