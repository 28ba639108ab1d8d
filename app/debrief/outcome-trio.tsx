'use client';
import { useTranslations } from 'use-intl';
// What was made together, one's own share, the relationship: three sides of one outcome in equal size, because no joint
// figure says enough alone (Clyman 1995). A side whose step is still closed keeps its place and says so.
import type { TableView } from '../../server/protocol/table-view.ts';
import { Chapter } from './chapter.tsx';
import { openedStep } from './opened.ts';
import { RelationshipSide } from './relationship-side.tsx';
import { RoundScore } from './round-score.tsx';
import { ShareSide } from './share-side.tsx';
import { Side } from './side.tsx';
import { TogetherSide } from './together-side.tsx';

export function OutcomeTrio({ view }: { view: TableView }) {
  const t = useTranslations('debrief');
  const together = openedStep(view.debrief, 'together');
  const share = openedStep(view.debrief, 'share');
  const seated = view.viewer.kind === 'seat';
  // Without an agreement everybody has their alternative: a line with one mark on nothing would only look like a figure.
  const own = view.outcome?.agreed ? (share?.share ?? null) : null;
  return (
    <Chapter id="together" title={t('trio.title')} lead={seated ? t('trio.lead') : t('trio.leadObserver')} wide>
      <div className={`grid gap-4 ${seated ? 'md:grid-cols-3' : 'max-w-sm'}`}>
        {together ? (
          <TogetherSide together={together.together} />
        ) : (
          <Side title={t('together.title')} waiting={t('together.notOpened')} />
        )}
        {seated ? (
          own ? (
            <ShareSide view={view} share={own} />
          ) : (
            <Side title={t('share.title')} waiting={share ? t('share.none') : t('share.later')} />
          )
        ) : null}
        {seated ? <RelationshipSide view={view} /> : null}
      </div>
      {share?.share && view.roundScore ? (
        <RoundScore score={share.share.roundScore} weight={view.roundScore.weight} />
      ) : null}
    </Chapter>
  );
}
