'use client';
// How the offers moved, in one's own points only; the other side's points are nobody's business here.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import { Chapter } from './chapter.tsx';
import { MoveLines } from './figures/move-lines.tsx';
import { Meaning } from './meaning.tsx';
import { type Movement, movementOf } from './movement.ts';
import { RoleName } from './role-mark.tsx';
import { useSpeech } from './use-speech.ts';

export function MovementChapter({ view }: { view: TableView }) {
  const t = useTranslations('debrief.movement');
  const { number, say } = useSpeech();
  const movement = movementOf(view);
  if (movement === null) return null;
  return (
    <Chapter id="movement" title={t('title')} lead={t('lead')}>
      <p className="mb-3 flex flex-wrap gap-x-6 gap-y-1 text-16">
        {view.case.roles.map(({ id }) => (
          <RoleName key={id} roles={view.case.roles} role={id} say={say} />
        ))}
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="w-6 border-t-2 border-dotted border-ink" />
          {t('limit')}
        </span>
        {movement.agreedPoints === null ? null : (
          <span className="inline-flex items-center gap-2 font-semibold">
            <span aria-hidden="true" className="size-2.5 rotate-45 bg-joint" />
            {t('agreed')}
          </span>
        )}
      </p>
      <MoveLines
        movement={movement}
        roles={view.case.roles}
        label={t('label', { offers: movement.moves.length })}
        number={number}
      />
      <Meaning label={t('asTable')}>
        <MoveTable view={view} movement={movement} />
      </Meaning>
      <Meaning>{t('meaning')}</Meaning>
    </Chapter>
  );
}

function MoveTable({ view, movement }: { view: TableView; movement: Movement }) {
  const t = useTranslations('debrief.movement');
  const { number, say, time } = useSpeech();
  return (
    <table className="w-full max-w-md text-left text-16 text-ink">
      <thead className="text-14 text-soft">
        <tr>
          <th className="py-1 pr-3 font-normal">{t('time')}</th>
          <th className="py-1 pr-3 font-normal">{t('who')}</th>
          <th className="py-1 text-right font-normal">{t('worth')}</th>
        </tr>
      </thead>
      <tbody>
        {movement.moves.map((move) => (
          <tr key={move.id} className="border-t border-line">
            <td className="py-1 pr-3">{time(move.at)}</td>
            <td className="py-1 pr-3">
              <RoleName roles={view.case.roles} role={move.role} say={say} />
            </td>
            <td className="py-1 text-right">{number(move.points)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
