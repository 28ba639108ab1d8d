'use client';
import type { TableView } from '../../../server/protocol/table-view.ts';
// Every issue of a case to choose from, in the case's order, with the marks of the last offers. Used by the offer sheet and the results sheet.
import type { Issue } from '../../../simulations/schema.ts';
import { allMeet, isOwnSide, lastOffers, numberOf, rolesAt } from '../offers.ts';
import { ownWorth } from '../own-worth.ts';
import type { Draft } from '../use-draft.ts';
import { useTableWords } from '../use-table-words.ts';
import { IssueOptions } from './issue-options.tsx';
import { IssueRange } from './issue-range.tsx';

export function IssueList({ view, draft }: { view: TableView; draft: Draft }) {
  return (
    <div className="flex flex-col gap-5">
      {view.case.issues.map((issue) => (
        <IssueChoice key={issue.id} view={view} issue={issue} draft={draft} />
      ))}
    </div>
  );
}

function IssueChoice({ view, issue, draft }: { view: TableView; issue: Issue; draft: Draft }) {
  const words = useTableWords(view);
  const worth = ownWorth(view);
  const offers = lastOffers(view);
  const met = allMeet(offers, issue.id, view.case.roles.length);
  const choice = draft.choices[issue.id];
  if ('range' in issue) {
    const marks = [...offers.values()].flatMap((offer) => {
      const value = offer.package[issue.id];
      return typeof value === 'number'
        ? [{ role: offer.role, own: isOwnSide(view, offer.role), number: numberOf(view, offer.role), value }]
        : [];
    });
    const chosen = typeof choice === 'number' ? choice : null;
    const choose = (value: number | null) => draft.choose(issue.id, value);
    return (
      <IssueRange issue={issue} chosen={chosen} onChoose={choose} words={words} worth={worth} marks={marks} met={met} />
    );
  }
  const marks = (option: string) => {
    const roles = rolesAt(offers, issue.id, option);
    const others = roles.filter((role) => !isOwnSide(view, role));
    return {
      own: others.length < roles.length,
      others: others.map((role) => ({ role, number: numberOf(view, role) })),
    };
  };
  return (
    <IssueOptions
      issue={issue}
      chosen={typeof choice === 'string' ? choice : null}
      onChoose={(option) => draft.choose(issue.id, option)}
      words={words}
      worth={worth}
      marks={marks}
      met={met}
    />
  );
}
