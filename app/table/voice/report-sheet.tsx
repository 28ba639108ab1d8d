'use client';
// The results sheet of a table that talks in the room: the deal with every issue, or no agreement.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceRow } from '../../parts/choice-row.tsx';
import { Notice } from '../../parts/notice.tsx';
import { IssueList } from '../bargain/issue-list.tsx';
import { PointsBar } from '../bargain/points-bar.tsx';
import { missingIssues } from '../offers.ts';
import { useDraft } from '../use-draft.ts';
import { useMove } from '../use-move.ts';
import { useTableWords } from '../use-table-words.ts';

type Result = 'deal' | 'none';

export function ReportSheet({ view }: { view: TableView }) {
  const t = useTranslations('bargain.voice');
  const sheet = useTranslations('bargain.sheet');
  const words = useTableWords(view);
  const draft = useDraft(view, 'result');
  const [result, setResult] = useState<Result>('deal');
  const { make, pending, fault } = useMove(view.tableId);
  const missing = missingIssues(view.case.issues, draft.choices);
  const deal = result === 'deal';
  if (view.viewer.kind !== 'seat') return <p className="text-18 text-soft">{t('lead')}</p>;
  return (
    <div className="flex flex-col gap-5">
      <p className="text-16 text-soft">{t('lead')}</p>
      <ChoiceRow<Result>
        label={t('choice')}
        value={result}
        onChange={setResult}
        choices={[
          { value: 'deal', label: t('deal') },
          { value: 'none', label: t('none') },
        ]}
      />
      {deal ? (
        <>
          <IssueList view={view} draft={draft} />
          <PointsBar view={view} draft={draft.choices} />
          {missing.length > 0 ? (
            <p className="text-14 text-soft">
              {sheet('missing', { issues: missing.map((issue) => words.say(issue.name)).join(', ') })}
            </p>
          ) : null}
        </>
      ) : null}
      <Notice tone="stop">{fault}</Notice>
      <Button
        kind="primary"
        wide
        disabled={deal && missing.length > 0}
        pending={pending}
        onClick={() => void make({ type: 'reportResult', package: deal ? draft.choices : null })}
      >
        {t(deal ? 'report' : 'reportNone')}
      </Button>
    </div>
  );
}
