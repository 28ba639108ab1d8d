'use client';
// One's instructions as one readable column: who one is, the story, the interests, the points, the alternative.
import { useTranslations } from 'use-intl';
import type { OwnCase } from '../../../server/protocol/case-view.ts';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Section } from '../../parts/section.tsx';
import { useTableWords } from '../use-table-words.ts';
import { Confidential } from './confidential.tsx';
import { Interests } from './interests.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PointsTable } from './points-table.tsx';

export function Brief({ view, own }: { view: TableView; own: OwnCase }) {
  const t = useTranslations('brief');
  const words = useTableWords(view);
  const shared = (view.seats.find((seat) => seat.role === own.role)?.holders.length ?? 1) > 1;
  return (
    <article>
      <p className="text-16 text-soft">{t('youAre')}</p>
      <h1 className="font-serif text-28 font-semibold sm:text-40">{words.role(own.role)}</h1>
      <div className="mt-5">
        <Confidential shared={shared}>
          <ul className="flex flex-col gap-1 py-4 font-serif text-18">
            {words
              .say(own.who)
              .split('\n')
              .map((line) => (
                <li key={line}>{line}</li>
              ))}
          </ul>
        </Confidential>
      </div>
      <div className="mt-8">
        <Section title={t('public')}>
          <Paragraphs text={words.say(view.case.publicBrief)} />
        </Section>
      </div>
      <Confidential shared={shared}>
        <div className="pt-6 [&>section:first-child]:border-t-0 [&>section:first-child]:pt-0">
          <Section title={t('story')}>
            <Paragraphs text={words.say(own.brief)} />
          </Section>
          <Section title={t('interests.title')} lead={t('interests.lead')}>
            <Interests view={view} interests={own.interests} />
          </Section>
          <Section
            title={t(own.worth ? 'issues.title' : 'issues.titlePublic')}
            lead={<IssuesLead view={view} own={own} />}
          >
            <PointsTable view={view} />
          </Section>
          <Section title={t('alternative.title')} lead={t('alternative.lead')}>
            <Paragraphs text={words.say(own.alternative)} />
            {own.worth ? (
              <p className="mt-4 border-l-4 border-own pl-4 text-18">
                <span className="block font-semibold">
                  {t('alternative.limit', { points: words.number(own.worth.reservationPoints) })}
                </span>
                <span className="text-16 text-soft">{t('alternative.limitText')}</span>
              </p>
            ) : null}
          </Section>
        </div>
      </Confidential>
    </article>
  );
}

function IssuesLead({ view, own }: { view: TableView; own: OwnCase }) {
  const t = useTranslations('brief.issues');
  if (own.worth) return t('lead');
  return (
    <>
      {t('leadPublic')} {t(view.ownPoints === 'never' ? 'hidden' : 'hiddenNow')}
    </>
  );
}
