'use client';
// A phase on the wall: its name, the clock as large as the room needs, one sentence of instruction, and how far the room is.
import { useTranslations } from 'use-intl';
import type { ScreenView } from '../../server/protocol/session-view.ts';
import { useNow, useSummary } from '../connection/hooks.ts';
import { clockFace } from '../parts/clock-face.ts';

type Round = NonNullable<ScreenView['round']>;

export function PhaseWall({ round }: { round: Round }) {
  const t = useTranslations('screen');
  const names = useTranslations('common.phase');
  const kind = round.phase?.kind === 'bargain' && round.bargainingOver ? 'sign' : (round.phase?.kind ?? 'read');
  return (
    <div className="flex flex-col items-center text-center">
      <h1 className="text-wall-large font-semibold">{names(kind)}</h1>
      <WallClock round={round} />
      <p className="mt-[2vh] max-w-[32ch] text-wall text-balance">{t(`sentence.${kind}`)}</p>
      <Progress round={round} kind={kind} />
    </div>
  );
}

function WallClock({ round }: { round: Round }) {
  const t = useTranslations('common.clock');
  const ticking = round.clock.paused
    ? round.clock
    : { paused: false as const, deadline: round.phase?.deadline ?? null };
  const face = clockFace(ticking, useNow(250));
  if (face === null) return null;
  const over = face.over && !face.paused;
  return (
    <>
      <p
        role="timer"
        aria-label={t('label')}
        className={`tabular-nums ${over ? 'text-wall-over' : 'text-wall-clock'} ${face.urgency === 'calm' || face.paused ? 'font-medium' : 'font-bold text-warn'}`}
      >
        {over ? t('over') : face.text}
      </p>
      {face.paused ? <p className="text-wall font-semibold">{t('paused')}</p> : null}
    </>
  );
}

function Progress({ round, kind }: { round: Round; kind: string }) {
  const t = useTranslations('screen');
  const room = useSummary('room');
  const words =
    (kind === 'read' || kind === 'prepare') && room && room.seated > 0
      ? t('ready', { ready: room.ready, seated: room.seated })
      : kind === 'bargain' || kind === 'sign'
        ? t('settled', { settled: round.settled, tables: round.tables })
        : null;
  return words === null ? null : <p className="mt-[3vh] text-wall-small text-soft">{words}</p>;
}
