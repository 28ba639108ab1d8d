'use client';
// The interests of every role side by side, in each role's fixed colour and mark.
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { interestsOfRoleSchema } from '../../server/protocol/debrief-view.ts';
import type { ScreenView } from '../../server/protocol/session-view.ts';
import { roleLook } from '../debrief/role-look.ts';
import { RoleName } from '../debrief/role-mark.tsx';
import { useSpeech } from '../debrief/use-speech.ts';

type Props = { roles: readonly z.infer<typeof interestsOfRoleSchema>[]; round: NonNullable<ScreenView['round']> };

export function InterestsWall({ roles, round }: Props) {
  const t = useTranslations('screen.steps.interests');
  const { say } = useSpeech();
  const issueName = (id: string) => say(round.case.issues.find((issue) => issue.id === id)?.name ?? { nl: id, en: id });
  return (
    <div>
      <h1 className="mb-[3vh] text-wall-large font-semibold">{t('title')}</h1>
      <div className="grid gap-[3vw] md:grid-cols-2">
        {roles.map((ofRole) => (
          <section
            key={ofRole.role}
            className="border-t-4 pt-[1.5vh]"
            style={{ borderColor: roleLook(round.case.roles, ofRole.role).colour }}
          >
            <h2 className="text-wall">
              <RoleName roles={round.case.roles} role={ofRole.role} say={say} />
            </h2>
            <p className="mt-[1vh] text-wall-small text-soft">
              {t('priorities')} {ofRole.priorities.slice(0, 3).map(issueName).join(' · ')}
            </p>
            <ul className="mt-[2vh] flex flex-col gap-[1.5vh] font-serif text-wall-small leading-snug">
              {ofRole.interests.slice(0, roles.length > 2 ? 1 : 2).map((interest) => (
                <li key={interest.id}>{say(interest.text)}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="mt-[2.5vh] text-wall-small text-soft">{t('rest')}</p>
    </div>
  );
}
