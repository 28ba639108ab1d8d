'use client';
// The issues with their options and, where they may be seen, one's own points: one small table an issue.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import type { Issue } from '../../../simulations/schema.ts';
import { type OwnWorth, ownWorth } from '../own-worth.ts';
import { type TableWords, useTableWords } from '../use-table-words.ts';
import { Interactions } from './interactions.tsx';

type Row = { key: string; label: string; points: number | null };

function rowsOf(issue: Issue, worth: OwnWorth | null, words: TableWords): Row[] {
  const choices = 'options' in issue ? issue.options.map((option) => option.id) : [issue.range.min, issue.range.max];
  return choices.map((choice) => ({
    key: String(choice),
    label: words.choice(issue, choice),
    points: worth ? worth.ofChoice(issue.id, choice) : null,
  }));
}

export function PointsTable({ view }: { view: TableView }) {
  const words = useTableWords(view);
  const worth = ownWorth(view);
  return (
    <div className="flex flex-col gap-8">
      {view.case.issues.map((issue) => (
        <IssueTable key={issue.id} issue={issue} rows={rowsOf(issue, worth, words)} words={words} />
      ))}
      <Interactions view={view} />
    </div>
  );
}

function IssueTable({ issue, rows, words }: { issue: Issue; rows: Row[]; words: TableWords }) {
  const t = useTranslations('brief.issues');
  const most = Math.max(1, ...rows.map((row) => row.points ?? 0));
  const withPoints = rows.some((row) => row.points !== null);
  return (
    <div>
      <table className="w-full border-collapse text-16">
        <caption className="mb-2 text-left">
          <span className="block text-18 font-semibold">{words.say(issue.name)}</span>
          <span className="block text-16 text-soft">{words.say(issue.explanation)}</span>
        </caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('option')}</th>
            {withPoints ? <th scope="col">{t('points')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-t border-line">
              <th scope="row" className="py-2 pr-4 text-left font-normal">
                {row.label}
              </th>
              {row.points === null ? null : (
                <td className="w-44 py-2">
                  <PointsMark points={row.points} most={most} text={words.number(row.points)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {'range' in issue && issue.range.step !== undefined ? (
        <p className="border-t border-line pt-2 text-14 text-soft">
          {t('rangeStep', { step: words.number(issue.range.step) })}
        </p>
      ) : null}
    </div>
  );
}

/** The figure, and a line as long as it weighs within its issue. */
function PointsMark({ points, most, text }: { points: number; most: number; text: string }) {
  return (
    <div className="flex items-center gap-3">
      <div aria-hidden="true" className="h-1.5 flex-1 bg-sunken">
        <div className="h-full bg-own" style={{ width: `${Math.max(0, (points / most) * 100)}%` }} />
      </div>
      <span className="w-10 text-right font-semibold tabular-nums">{text}</span>
    </div>
  );
}
