'use client';
// One table at a glance: who, what stage, offers, how long since the last move. The whole card opens the table.
import { type CircleDot, Coffee, Hand, Pause, PenLine, WifiOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { RoundView, TableRow } from '../../server/protocol/session-view.ts';
import { useSpeech } from '../debrief/use-speech.ts';
import { awayFrom, silence, silentAfterMs } from './attention.ts';
import type { Desk } from './use-console.ts';
import { useStageWords } from './use-stage-words.ts';

type Props = { desk: Desk; round: RoundView; table: TableRow; open: boolean; onOpen: () => void };

export function TableCard({ desk, round, table, open, onOpen }: Props) {
  const t = useTranslations('console.tables');
  const { list } = useSpeech();
  const stage = useStageWords(round);
  const row = desk.monitor[table.tableId];
  const people = table.seats.flatMap(({ holders }) => holders);
  const calls = row?.calls.length ?? 0;
  const breaks = row?.onBreak.length ?? 0;
  const away = awayFrom(desk.view.people, table, desk).length;
  const silent = silence(round, table, desk);
  const worry = calls > 0 || breaks > 0 || away > 0 || (silent !== null && silent >= silentAfterMs);
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-expanded={open}
      className={`flex size-full min-h-36 flex-col gap-1.5 rounded-house border bg-raised p-4 text-left transition-colors duration-150 ease-house hover:border-ink ${open ? 'border-ink shadow-[inset_0_0_0_2px_var(--ink)]' : 'border-line'} ${worry ? 'border-l-4 border-l-warn' : ''}`}
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="text-18 font-semibold whitespace-nowrap">{t('label', { label: table.label })}</span>
        <span className="text-right text-14 text-soft">{stage(table, row)}</span>
      </span>
      <span className="line-clamp-2 text-16">{list(people.map(desk.nameOf))}</span>
      <span className="mt-auto flex flex-wrap gap-x-3 gap-y-1 text-14 text-soft">
        {calls > 0 ? <Sign icon={Hand} words={t('calls', { calls })} strong /> : null}
        {breaks > 0 ? <Sign icon={Coffee} words={t('breaks', { breaks })} strong /> : null}
        {away > 0 ? <Sign icon={WifiOff} words={t('away', { away })} strong /> : null}
        {table.paused ? <Sign icon={Pause} words={t('held')} /> : null}
        {row && row.signedBy.length > 0 && !table.settled ? (
          <Sign icon={PenLine} words={t('signedBy', { signed: row.signedBy.length, seats: table.seats.length })} />
        ) : null}
        <CardFigures
          round={round}
          table={table}
          offers={row?.offers ?? 0}
          ready={row?.ready.length ?? 0}
          silentMs={silent}
        />
      </span>
    </button>
  );
}

function Sign({ icon: Icon, words, strong = false }: { icon: typeof CircleDot; words: string; strong?: boolean }) {
  return (
    <span className={`inline-flex items-center gap-1 ${strong ? 'font-semibold text-ink' : ''}`}>
      <Icon aria-hidden="true" className="size-4" />
      {words}
    </span>
  );
}

type FigureProps = { round: RoundView; table: TableRow; offers: number; ready: number; silentMs: number | null };

function CardFigures({ round, table, offers, ready, silentMs }: FigureProps) {
  const t = useTranslations('console.tables');
  const kind = round.phase?.kind;
  if (kind === 'read' || kind === 'prepare') return <span>{t('ready', { ready, seats: table.seats.length })}</span>;
  if (kind !== 'bargain' && kind !== 'sign') return null;
  if (table.talk === 'voice') return <span>{t('voice')}</span>;
  return (
    <>
      <span>{t('offers', { offers })}</span>
      {silentMs === null ? null : <span>{t('lastMove', { minutes: Math.floor(silentMs / 60_000) })}</span>}
    </>
  );
}
