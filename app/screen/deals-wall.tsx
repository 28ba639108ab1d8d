'use client';
// The deals of all tables in words. Up to four tables stand whole; more are told by issue: which settlement how often.
import { useTranslations } from 'use-intl';
import type { TableOutcome } from '../../server/protocol/debrief-view.ts';
import type { ScreenView } from '../../server/protocol/session-view.ts';
import type { Issue } from '../../simulations/schema.ts';
import { choiceWords } from '../debrief/choice-words.ts';
import { useSpeech } from '../debrief/use-speech.ts';
import { countedChoices } from './counted-choices.ts';

type Props = { outcomes: readonly TableOutcome[]; round: NonNullable<ScreenView['round']> };
const wholeUpTo = 3;

export function DealsWall({ outcomes, round }: Props) {
  const t = useTranslations('screen.steps.deals');
  const agreed = outcomes.filter((outcome) => outcome.package !== null);
  const without = outcomes.length - agreed.length;
  return (
    <div className="w-full">
      <h1 className="mb-[3vh] text-wall-large font-semibold">
        {t('title', { agreed: agreed.length, tables: outcomes.length })}
      </h1>
      {agreed.length === 0 ? <p className="text-wall">{t('none')}</p> : null}
      {agreed.length > 0 && agreed.length <= wholeUpTo ? <Whole outcomes={agreed} issues={round.case.issues} /> : null}
      {agreed.length > wholeUpTo ? <Counted outcomes={agreed} issues={round.case.issues} /> : null}
      {without > 0 && agreed.length > 0 ? (
        <p className="mt-[2vh] text-wall-small text-soft">{t('without', { without })}</p>
      ) : null}
    </div>
  );
}

function Whole({ outcomes, issues }: { outcomes: readonly TableOutcome[]; issues: readonly Issue[] }) {
  const t = useTranslations('screen.steps.deals');
  const speech = useSpeech();
  return (
    <table className="w-full border-collapse text-left text-wall-small">
      <thead>
        <tr className="border-b-2 border-line-strong">
          <th className="py-[0.8vh] pr-[2vw] font-normal text-soft">{t('issue')}</th>
          {outcomes.map((outcome) => (
            <th key={outcome.tableId} className="py-[0.8vh] pr-[2vw] font-semibold">
              {t('table', { label: outcome.label })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {issues.map((issue) => (
          <tr key={issue.id} className="border-b border-line align-baseline">
            <th scope="row" className="py-[0.9vh] pr-[2vw] font-normal text-soft">
              {speech.say(issue.name)}
            </th>
            {outcomes.map((outcome) => (
              <td key={outcome.tableId} className="py-[0.9vh] pr-[2vw]">
                {choiceWords(issue, outcome.package?.[issue.id], speech)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Counted({ outcomes, issues }: { outcomes: readonly TableOutcome[]; issues: readonly Issue[] }) {
  const t = useTranslations('screen.steps.deals');
  const speech = useSpeech();
  return (
    <dl className="divide-y divide-line border-y border-line">
      {issues.map((issue) => {
        const counted = countedChoices(outcomes, issue);
        return (
          <div key={issue.id} className="flex flex-wrap items-baseline gap-x-[2.5vw] py-[1vh]">
            <dt className="w-[24vw] shrink-0 text-wall-small text-soft">{speech.say(issue.name)}</dt>
            <dd className="flex min-w-0 flex-1 flex-wrap gap-x-[2.5vw] text-wall-small">
              {counted.map(({ choice, tables }) => (
                <span key={String(choice)} className="whitespace-nowrap">
                  <strong className="font-semibold">{t('times', { tables })}</strong>{' '}
                  {choiceWords(issue, choice, speech)}
                </span>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
