'use client';
// Offers the way back to the sessions whose credentials this browser holds. Absent where there are none.
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { getJson } from '../connection/ask-http.ts';
import { buttonLook } from '../parts/button.tsx';

type Known = {
  kind: 'facilitator' | 'person';
  sessionId: string;
  person: string | null;
  code: string;
  name: string | null;
};

const pathOf = (known: Known) =>
  known.kind === 'facilitator' ? `/s/${known.sessionId}/console` : `/s/${known.sessionId}/p/${known.person}`;

export function WayBack() {
  const t = useTranslations('join.back');
  const [known, setKnown] = useState<Known[]>([]);
  useEffect(() => {
    void getJson<Known[]>('/api/me').then((outcome) => {
      if (outcome.ok && Array.isArray(outcome.answer)) setKnown(outcome.answer.slice(0, 6));
    });
  }, []);
  if (known.length === 0) return null;
  return (
    <section aria-labelledby="way-back" className="border-l-4 border-own bg-own-soft px-5 py-4">
      <h2 id="way-back" className="text-18 font-semibold">
        {t('title')}
      </h2>
      <ul className="mt-3 flex flex-col gap-3">
        {known.map((one) => (
          <li key={pathOf(one)} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <Link href={pathOf(one)} className={buttonLook('secondary')}>
              {one.kind === 'facilitator' ? t('facilitator') : t('person', { name: one.name ?? '' })}
            </Link>
            <span className="text-14 text-soft">{t('session', { code: one.code })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
