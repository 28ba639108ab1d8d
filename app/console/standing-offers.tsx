'use client';
// What stands at a table: each role's last offer side by side, issues on which all meet ticked; or the outcome.
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { Package } from '../../simulations/schema.ts';
import { choiceWords } from '../debrief/choice-words.ts';
import { PackageList } from '../debrief/package-list.tsx';
import { RoleName } from '../debrief/role-mark.tsx';
import { useSpeech } from '../debrief/use-speech.ts';
import { allMeet, lastOffers } from '../table/offers.ts';

export function StandingOffers({ view }: { view: TableView }) {
  const t = useTranslations('console.panel');
  if (view.outcome) {
    return (
      <Part title={view.outcome.agreed ? t('agreement') : t('noAgreement')}>
        {view.outcome.agreed ? <PackageList issues={view.case.issues} settlement={view.outcome.package} /> : null}
      </Part>
    );
  }
  if (view.result) {
    return (
      <Part title={view.result.package ? t('reported') : t('reportedNone')}>
        {view.result.package ? <PackageList issues={view.case.issues} settlement={view.result.package} /> : null}
        <p className="mt-2 text-16 text-soft">{t('toConfirm')}</p>
      </Part>
    );
  }
  const offers = lastOffers(view);
  if (offers.size === 0) return null;
  // A column for each of many would be too narrow to read.
  const Offers = view.case.roles.length > 3 ? ChoiceLists : OfferTable;
  return (
    <Part title={t('standing')}>
      <Offers
        view={view}
        packages={new Map([...offers].map(([role, offer]) => [role, offer.package]))}
        meets={(issue) => allMeet(offers, issue, view.case.roles.length)}
      />
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="pt-4">
      <h3 className="mb-2 text-18 font-semibold">{title}</h3>
      {children}
    </div>
  );
}

function Meeting() {
  const t = useTranslations('console.panel');
  return (
    <>
      <Check aria-hidden="true" className="ml-1 inline size-4 text-good" />
      <span className="sr-only">, {t('meet')}</span>
    </>
  );
}

type TableProps = { view: TableView; packages: Map<string, Package>; meets: (issue: string) => boolean };

function OfferTable({ view, packages, meets }: TableProps) {
  const t = useTranslations('console.panel');
  const speech = useSpeech();
  const roles = view.case.roles.filter(({ id }) => packages.has(id));
  return (
    <table className="w-full border-collapse text-left text-16">
      <thead>
        <tr className="border-b border-line-strong text-14">
          <th className="py-1.5 pr-2 font-normal text-soft">{t('issue')}</th>
          {roles.map(({ id }) => (
            <th key={id} className="py-1.5 pr-2 font-normal">
              <RoleName roles={view.case.roles} role={id} say={speech.say} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.case.issues.map((issue) => (
          <tr key={issue.id} className="border-b border-line align-baseline">
            <th scope="row" className="py-1.5 pr-2 font-normal text-soft">
              {speech.say(issue.name)}
              {meets(issue.id) ? <Meeting /> : null}
            </th>
            {roles.map(({ id }) => (
              <td key={id} className="py-1.5 pr-2">
                {choiceWords(issue, packages.get(id)?.[issue.id], speech)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Issue by issue: each choice that somebody's last offer holds, and whose. */
function ChoiceLists({ view, packages, meets }: TableProps) {
  const speech = useSpeech();
  const { issues, roles } = view.case;
  return (
    <dl className="text-16">
      {issues.map((issue) => {
        const choices = [...new Set(roles.map(({ id }) => packages.get(id)?.[issue.id]))].filter(
          (one) => one !== undefined,
        );
        return (
          <div key={issue.id} className="border-b border-line py-2">
            <dt className="text-soft">
              {speech.say(issue.name)}
              {meets(issue.id) ? <Meeting /> : null}
            </dt>
            {choices.map((choice) => (
              <dd key={choice} className="flex flex-wrap justify-between gap-x-4">
                <span>{choiceWords(issue, choice, speech)}</span>
                <span className="ml-auto flex flex-wrap justify-end gap-x-3 text-14">
                  {roles
                    .filter(({ id }) => packages.get(id)?.[issue.id] === choice)
                    .map(({ id }) => (
                      <RoleName key={id} roles={roles} role={id} say={speech.say} />
                    ))}
                </span>
              </dd>
            ))}
          </div>
        );
      })}
    </dl>
  );
}
