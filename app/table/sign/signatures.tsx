'use client';
// Every party's place to sign: a line, the name, and the signature once it is there, in the hand of the serif.
import { Check } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { useTableWords } from '../use-table-words.ts';

export function Signatures({ view, signedBy }: { view: TableView; signedBy: readonly string[] }) {
  const t = useTranslations('sign');
  const words = useTableWords(view);
  return (
    <section aria-labelledby="signatures" className="mt-10">
      <h2 id="signatures" className="sr-only">
        {t('signatures')}
      </h2>
      <ul className="grid gap-x-10 gap-y-6 sm:grid-cols-2" aria-live="polite">
        {view.seats.map((seat) => {
          const signed = signedBy.includes(seat.role);
          const names = seat.holders.map((holder) => words.person(holder.person)).join(', ');
          return (
            <li key={seat.role}>
              <div className="flex h-14 items-end justify-between gap-3 border-b border-ink pb-1">
                {signed ? (
                  <>
                    <span className="truncate font-serif text-28 italic transition-opacity duration-250 starting:opacity-0">
                      {names}
                    </span>
                    <span className="flex items-center gap-1 text-14 text-good">
                      <Check aria-hidden="true" className="size-4" />
                      {t('signed')}
                    </span>
                  </>
                ) : (
                  <span className="text-14 text-soft">{t('open')}</span>
                )}
              </div>
              <p className="mt-1 text-16 font-semibold">{words.role(seat.role)}</p>
              <p className="text-14 text-soft">{names}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
