'use client';
// What everybody really wanted: each role's interests, and what mattered most, beside what one had guessed oneself.
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { interestsOfRoleSchema } from '../../server/protocol/debrief-view.ts';
import type { TableView } from '../../server/protocol/table-view.ts';
import { Chapter } from './chapter.tsx';
import { Meaning } from './meaning.tsx';
import { RoleName } from './role-mark.tsx';
import { useSpeech } from './use-speech.ts';

type OfRole = z.infer<typeof interestsOfRoleSchema>;

export function InterestsChapter({ view, roles }: { view: TableView; roles: readonly OfRole[] }) {
  const t = useTranslations('debrief.interests');
  const own = view.viewer.kind === 'seat' ? view.viewer.role : null;
  // What is news comes first: the others, then oneself.
  const ordered = [...roles.filter(({ role }) => role !== own), ...roles.filter(({ role }) => role === own)];
  return (
    <Chapter id="interests" title={t('title')} lead={t('lead')}>
      <div className="space-y-8">
        {ordered.map((ofRole) => (
          <RoleInterests key={ofRole.role} view={view} ofRole={ofRole} own={ofRole.role === own} />
        ))}
      </div>
      <Meaning>{t('meaning')}</Meaning>
    </Chapter>
  );
}

function RoleInterests({ view, ofRole, own }: { view: TableView; ofRole: OfRole; own: boolean }) {
  const t = useTranslations('debrief.interests');
  const { say } = useSpeech();
  // A guess speaks of "the other side", which is one role only at a table of two.
  const guess = !own && view.case.roles.length === 2 ? (view.own?.reflection?.guess ?? []) : [];
  const nameOf = (issue: string) =>
    say(view.case.issues.find(({ id }) => id === issue)?.name ?? { nl: issue, en: issue });
  return (
    <div>
      <h3 className="text-18">
        <RoleName roles={view.case.roles} role={ofRole.role} say={say} />
        {own ? <span className="ml-2 text-16 text-soft">{t('you')}</span> : null}
      </h3>
      <ul className="mt-2 space-y-2">
        {ofRole.interests.map((interest) => (
          <li key={interest.id} className="border-l-2 border-line-strong pl-4 font-serif text-18 leading-relaxed">
            {say(interest.text)}
          </li>
        ))}
      </ul>
      <h4 className="mt-4 text-16 font-semibold">{t('priorities')}</h4>
      <ol className="mt-1 list-decimal pl-6 text-16 marker:text-soft">
        {ofRole.priorities.map((issue) => {
          const place = guess.indexOf(issue);
          return (
            <li key={issue} className="py-0.5">
              {nameOf(issue)}
              {place < 0 ? null : <span className="ml-2 text-soft">{t('guessed', { place: place + 1 })}</span>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
