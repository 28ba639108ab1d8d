'use client';
// One's own share, on one's own phone only: both marks on one line, and the same in words.
import { useTranslations } from 'use-intl';
import type { Share } from '../../server/protocol/debrief-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { chapterId } from './chapter.tsx';
import { drawnShare } from './claim.ts';
import { MarksLine } from './figures/marks-line.tsx';
import { MarksRows } from './figures/marks-rows.tsx';
import { Meaning } from './meaning.tsx';
import { roleLook } from './role-look.ts';
import { Side } from './side.tsx';
import { type Speech, useSpeech } from './use-speech.ts';

export function ShareSide({ view, share }: { view: TableView; share: Share }) {
  const t = useTranslations('debrief.share');
  const speech = useSpeech();
  const role = view.viewer.kind === 'seat' ? view.viewer.role : '';
  const drawn = drawnShare(share);
  const figure = drawn.by === 'share' ? speech.percent : speech.number;
  const nameOf = (id: string) => nameOfRole(view, id, speech);
  const marks = [
    { key: role, look: roleLook(view.case.roles, role), value: drawn.own, name: t('you') },
    ...drawn.others.map(({ role: other, value }) => ({
      key: other,
      look: roleLook(view.case.roles, other),
      value,
      name: nameOf(other),
    })),
  ];
  const zeroName = drawn.by === 'share' ? t('zeroShare') : t('zero');
  const Marks = marks.length > 2 ? MarksRows : MarksLine;
  const said = marks.map(({ name, value }) => t('markSaid', { name, value: figure(value) }));
  return (
    <Side
      id={chapterId('share')}
      title={t('title')}
      figure={<Marks marks={marks} label={speech.list(said)} zeroName={zeroName} number={figure} />}
      words={<ShareWords share={share} />}
      meaning={
        <Meaning>
          <p>{t(drawn.by === 'share' ? 'meaningShare' : 'meaning')}</p>
          <Yardsticks share={share} />
        </Meaning>
      }
    />
  );
}

function nameOfRole(view: TableView, id: string, { say }: Speech): string {
  const found = view.case.roles.find((role) => role.id === id);
  return found ? say(found.name) : id;
}

function ShareWords({ share }: { share: Share }) {
  const t = useTranslations('debrief.share');
  const { number, percent } = useSpeech();
  const { surplusPoints } = share;
  return (
    <>
      <p>
        {t('points', { points: number(share.points) })}{' '}
        {surplusPoints < 0
          ? t('below', { points: number(-surplusPoints) })
          : surplusPoints === 0
            ? t('atLimit')
            : t('above', { points: number(surplusPoints) })}
      </p>
      {isPart(share.share) ? <p className="mt-2 text-soft">{t('part', { part: percent(share.share) })}</p> : null}
      {share.belowReservation ? <p className="mt-2 border-l-4 border-warn pl-3">{t('worse')}</p> : null}
    </>
  );
}

/** Below somebody's limit a share leaves 0 to 1 and is no part of anything; the points say it all. */
const isPart = (share: number | null): share is number => share !== null && share >= 0 && share <= 1;

function Yardsticks({ share }: { share: Share }) {
  const t = useTranslations('debrief.share');
  const { percent } = useSpeech();
  return (
    <>
      {share.gainRatio === null ? null : <p>{t('gain', { part: percent(share.gainRatio) })}</p>}
      {share.shareAtNash === null ? null : <p>{t('nash', { part: percent(share.shareAtNash) })}</p>}
      {share.shareAtKalaiSmorodinsky === null ? null : (
        <p>{t('balanced', { part: percent(share.shareAtKalaiSmorodinsky) })}</p>
      )}
    </>
  );
}
