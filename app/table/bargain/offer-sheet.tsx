'use client';
// The offer sheet, the heart of a table: every issue with its choices, then what one may do with them.
// Nothing here is sent by itself; a refused offer leaves every choice in place.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { missingIssues, ownRole } from '../offers.ts';
import type { Draft } from '../use-draft.ts';
import { type Move, useMove } from '../use-move.ts';
import { useTableWords } from '../use-table-words.ts';
import { IssueList } from './issue-list.tsx';
import { MarkLegend } from './mark-legend.tsx';
import { PointsBar } from './points-bar.tsx';
import { StopWithoutAgreement } from './stop-without-agreement.tsx';

export function SheetBody({ view, draft }: { view: TableView; draft: Draft }) {
  const t = useTranslations('bargain.sheet');
  return (
    <div className="flex flex-col gap-5">
      <p className="text-14 text-soft">{view.bargainingOver ? t('closed') : t('lead')}</p>
      <IssueList view={view} draft={draft} />
      <MarkLegend view={view} />
      <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
        <Button kind="quiet" small disabled={Object.keys(draft.choices).length === 0} onClick={() => draft.take({})}>
          {t('clear')}
        </Button>
        <StopWithoutAgreement view={view} />
      </div>
    </div>
  );
}

/** The points and the primary action; stands at the thumb, below whatever the sheet shows. */
export function SheetFoot({ view, draft, onSent }: { view: TableView; draft: Draft; onSent: () => void }) {
  const t = useTranslations('bargain.sheet');
  const words = useTableWords(view);
  const move = useMove(view.tableId);
  const [beside, setBeside] = useState(false);
  const standing = view.offers.filter((offer) => offer.role === ownRole(view) && offer.standing === 'standing').length;
  const missing = missingIssues(view.case.issues, draft.choices);
  const closed = view.bargainingOver || view.clock.paused;
  const offer = async () => {
    const made = await move.make({ type: 'makeOffer', package: draft.choices, beside: beside && standing < 3 });
    if (made) onSent();
  };
  const idea = async () => {
    if (await move.make({ type: 'floatIdea', package: draft.choices })) onSent();
  };
  return (
    <div className="flex flex-col gap-2">
      <PointsBar view={view} draft={draft.choices} />
      {standing > 0 ? <Beside standing={standing} beside={beside} onChange={setBeside} /> : null}
      <Refused move={move} />
      <p className="text-14 text-soft">
        {missing.length > 0
          ? t('missing', { issues: missing.map((issue) => words.say(issue.name)).join(', ') })
          : t('complete')}
      </p>
      <div className="flex gap-3">
        <Button
          className="shrink-0 whitespace-nowrap"
          title={t('ideaHint')}
          disabled={closed || missing.length === view.case.issues.length || move.pending}
          onClick={() => void idea()}
        >
          {t('idea')}
        </Button>
        <Button
          kind="primary"
          wide
          disabled={closed || missing.length > 0}
          pending={move.pending}
          onClick={() => void offer()}
        >
          {t('offer')}
        </Button>
      </div>
    </div>
  );
}

function Refused({ move }: { move: Move }) {
  return <Notice tone="stop">{move.fault}</Notice>;
}

type BesideProps = { standing: number; beside: boolean; onChange: (beside: boolean) => void };

function Beside({ standing, beside, onChange }: BesideProps) {
  const t = useTranslations('bargain.sheet');
  if (standing >= 3) return <p className="text-14 text-soft">{t('full')}</p>;
  return (
    <label className="flex min-h-11 items-center gap-3 text-16" title={t('besideHint')}>
      <input
        type="checkbox"
        checked={beside}
        onChange={(event) => onChange(event.target.checked)}
        className="size-5 shrink-0 accent-ink"
      />
      {t('beside')}
    </label>
  );
}
