'use client';
// What needs the facilitator now: calls, breaks, late-comers, lost connections, silent tables, outages. Calm when nothing does.
import { Armchair, Coffee, Hand, Hourglass, PlugZap, WifiOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSpeech } from '../debrief/use-speech.ts';
import { Button } from '../parts/button.tsx';
import { useAct } from './act.tsx';
import { type Need, needsOf } from './attention.ts';
import { ChairDialog } from './chair-dialog.tsx';
import type { Desk } from './use-console.ts';

const icons: Record<Need['kind'], typeof Hand> = {
  call: Hand,
  break: Coffee,
  disconnected: WifiOff,
  late: Armchair,
  silent: Hourglass,
  outage: PlugZap,
};
const keyOf = (need: Need) =>
  'person' in need
    ? `${need.kind}:${need.person}`
    : 'table' in need
      ? `silent:${need.table.tableId}`
      : `outage:${need.at}`;

export function Needs({ desk, onOpen }: { desk: Desk; onOpen: (tableId: string) => void }) {
  const t = useTranslations('console.needs');
  const needs = needsOf(desk.view, desk);
  const calls = needs.filter(({ kind }) => kind === 'call').length;
  return (
    <section
      aria-labelledby="needs"
      className="[grid-area:need] min-[84rem]:sticky min-[84rem]:top-20 min-[84rem]:max-h-[calc(100dvh-11rem)] min-[84rem]:self-start min-[84rem]:overflow-y-auto"
    >
      <h2 id="needs" className="mb-3 text-18 font-semibold">
        {t('title')}
      </h2>
      <p role="status" className="sr-only">
        {calls > 0 ? t('calls', { calls }) : ''}
      </p>
      {needs.length === 0 ? <p className="text-16 text-soft">{desk.round ? t('nothing') : t('nothingYet')}</p> : null}
      <ul className="divide-y divide-line border-line [&:not(:empty)]:border-y">
        {needs.map((need) => (
          <NeedRow key={keyOf(need)} need={need} desk={desk} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

type RowProps = { need: Need; desk: Desk; onOpen: (tableId: string) => void };

function NeedRow({ need, desk, onOpen }: RowProps) {
  const t = useTranslations('console.needs');
  const { act } = useAct();
  const { time } = useSpeech();
  const Icon = icons[need.kind];
  const look = (tableId: string, label: number) => (
    <Button small kind="quiet" aria-label={t('look', { label })} onClick={() => onOpen(tableId)}>
      {t('lookShort')}
    </Button>
  );
  const row = (words: string, action: ReactNode) => (
    <li className="flex items-start gap-3 py-2.5 text-16">
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-5 shrink-0 ${need.kind === 'call' ? 'text-stop' : 'text-soft'}`}
      />
      <div className="min-w-0 flex-1">
        <p>{words}</p>
        <div className="-ml-3 flex flex-wrap">{action}</div>
      </div>
    </li>
  );
  switch (need.kind) {
    case 'call':
      return row(
        t('call', { name: desk.nameOf(need.person), label: need.table.label }),
        <>
          {look(need.table.tableId, need.table.label)}
          <Button
            small
            kind="quiet"
            aria-label={t('seen', { name: desk.nameOf(need.person) })}
            onClick={() => void act({ type: 'answerCall', tableId: need.table.tableId, person: need.person })}
          >
            {t('seenShort')}
          </Button>
        </>,
      );
    case 'break':
    case 'disconnected':
      return row(
        t(need.kind, { name: desk.nameOf(need.person), label: need.table.label }),
        look(need.table.tableId, need.table.label),
      );
    case 'silent':
      return row(
        t('silent', { label: need.table.label, minutes: Math.floor(need.sinceMs / 60_000) }),
        look(need.table.tableId, need.table.label),
      );
    case 'late':
      return <LateRow person={need.person} desk={desk} row={row} />;
    case 'outage':
      return row(t('outage', { time: time(need.at), seconds: Math.round(need.lastedMs / 1000) }), null);
  }
}

type LateProps = { person: string; desk: Desk; row: (words: string, action: ReactNode) => ReactNode };

function LateRow({ person, desk, row }: LateProps) {
  const t = useTranslations('console.needs');
  const [asking, setAsking] = useState(false);
  const name = desk.nameOf(person);
  const chair = desk.view.people.find((one) => one.person === person)?.chair ?? null;
  // A table that has finished has no chair to offer.
  if (!desk.round?.tables.some(({ settled }) => settled === null)) return row(t('lateNext', { name }), null);
  return (
    <>
      {row(
        chair ? t('offered', { name, label: chair.label }) : t('late', { name }),
        <Button
          small
          kind="quiet"
          aria-label={t(chair ? 'otherChairOf' : 'chair', { name })}
          onClick={() => setAsking(true)}
        >
          {chair ? t('otherChair') : t('chairShort')}
        </Button>,
      )}
      <ChairDialog desk={desk} person={person} open={asking} onOpenChange={setAsking} />
    </>
  );
}
