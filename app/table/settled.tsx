'use client';
// A table that is done before the others: what came out, and why one waits. "You are yourself again" stands here too.
import { useTranslations } from 'use-intl';
import type { OutcomeView, TableView } from '../../server/protocol/table-view.ts';
import { OwnMark } from '../parts/marks.tsx';
import { PackageWords } from './package-words.tsx';
import { PackagePoints } from './points-words.tsx';
import { Signatures } from './sign/signatures.tsx';
import { useTableWords } from './use-table-words.ts';

export function Settled({ view, outcome }: { view: TableView; outcome: OutcomeView }) {
  const t = useTranslations('table');
  const words = useTableWords(view);
  const said = outcome.agreed ? 'agreed' : outcome.why;
  return (
    <main id="content" className="mx-auto max-w-3xl px-5 pt-10 pb-16">
      <h1 className="font-serif text-28 font-semibold sm:text-40">{t(`settled.${said}`)}</h1>
      <p className="mt-3 max-w-prose text-18 text-soft">{t(`settled.${said}Text`, { time: words.time(outcome.at) })}</p>
      {outcome.agreed ? <Agreed view={view} outcome={outcome} /> : null}
      <div className="mt-10 border-t border-line pt-6">
        <p className="font-serif text-22 font-semibold">{t('yourself')}</p>
        <p className="mt-2 max-w-prose text-16 text-soft">{t('settled.next')}</p>
      </div>
    </main>
  );
}

function Agreed({ view, outcome }: { view: TableView; outcome: Extract<OutcomeView, { agreed: true }> }) {
  const t = useTranslations('table.settled');
  const erased = useTranslations('common.words')('erased');
  return (
    <>
      <article className="mt-8 rounded-house border border-line bg-raised px-5 py-6 sm:px-10 sm:py-8">
        <h2 className="mb-3 font-serif text-22 font-semibold">{t('agreement')}</h2>
        <PackageWords view={view} choices={outcome.package} serif />
        {view.lines.length > 0 ? (
          <>
            <h3 className="mt-6 font-serif text-18 font-semibold">{t('lines')}</h3>
            <ul className="font-serif text-18">
              {view.lines.map((line) => (
                <li key={line.id} className="border-t border-line py-1.5">
                  {line.words.text ?? erased}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <Signatures view={view} signedBy={outcome.signedBy} />
      </article>
      {view.instructions?.worth ? (
        <div className="mt-6 flex items-baseline gap-2">
          <OwnMark />
          <PackagePoints view={view} choices={outcome.package} />
        </div>
      ) : null}
    </>
  );
}
