'use client';
// The small ceremony of signing: a page that looks like an agreement, every party's name, signatures as they come,
// and the way back to the table until the last of them.
import { useFormatter, useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Clock } from '../../parts/clock.tsx';
import { OwnMark } from '../../parts/marks.tsx';
import { PackageWords } from '../package-words.tsx';
import { PackagePoints } from '../points-words.tsx';
import { TableNotices } from '../table-notices.tsx';
import { useTableWords } from '../use-table-words.ts';
import { AlsoAgreed } from './also-agreed.tsx';
import { SignBar } from './sign-bar.tsx';
import { Signatures } from './signatures.tsx';

export function Signing({ view }: { view: TableView }) {
  const t = useTranslations('sign');
  const format = useFormatter();
  const words = useTableWords(view);
  const offer = view.offers.find((one) => one.id === view.signing?.offerId);
  if (!offer || !view.signing) return null;
  const parties = view.case.roles.map((role) => words.say(role.name));
  return (
    <div className="flex min-h-[calc(100dvh-3.5rem)] flex-col">
      <main id="content" className="mx-auto w-full max-w-3xl flex-1 px-3 py-6 sm:px-6 sm:py-10">
        <TableNotices view={view} />
        <Grace deadline={view.signing.graceDeadline} view={view} />
        <article className="rounded-house border border-line bg-raised px-5 py-8 shadow-soft sm:px-14 sm:py-12">
          <header className="mb-8 text-center">
            <h1 className="font-serif text-40 font-semibold">{t('title')}</h1>
            <p className="mt-1 font-serif text-18">{t('between', { parties: format.list(parties) })}</p>
            <p className="mt-1 text-14 text-soft">
              {t('over', { case: words.say(view.case.title), label: view.label })}
            </p>
          </header>
          <PackageWords view={view} choices={offer.package} serif />
          <AlsoAgreed view={view} />
          <Signatures view={view} signedBy={view.signing.signedBy} />
        </article>
        <div className="mt-6 flex flex-col gap-3 px-2 text-16">
          <p className="max-w-prose text-soft">{view.viewer.kind === 'seat' ? t('lead') : t('observer')}</p>
          {view.instructions?.worth ? (
            <div className="flex items-baseline gap-2">
              <OwnMark />
              <PackagePoints view={view} choices={offer.package} />
            </div>
          ) : null}
        </div>
      </main>
      {view.viewer.kind === 'seat' ? <SignBar view={view} role={view.viewer.role} /> : null}
    </div>
  );
}

function Grace({ deadline, view }: { deadline: number | null; view: TableView }) {
  const t = useTranslations('sign');
  if (deadline === null) return null;
  const ticking = view.clock.paused ? view.clock : { paused: false as const, deadline };
  return (
    <p className="mb-4 flex flex-wrap items-baseline gap-x-2 border-l-4 border-warn bg-sunken px-4 py-3 text-16">
      {t('grace')} <Clock ticking={ticking} className="text-18 font-semibold" />
    </p>
  );
}
