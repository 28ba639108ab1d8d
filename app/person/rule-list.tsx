'use client';
// The text of the house rules and the true list of who sees what.
import { useTranslations } from 'use-intl';

const rules = ['role', 'screen', 'stays', 'stop', 'end'] as const;
const rows = ['name', 'instructions', 'preparation', 'messages', 'result', 'points', 'reflection', 'pause'] as const;

export function RuleList() {
  const t = useTranslations('rules');
  return (
    <ol className="flex flex-col divide-y divide-line border-y border-line">
      {rules.map((rule) => (
        <li key={rule} className="py-4">
          <p className="text-18 font-semibold">{t(`${rule}.title`)}</p>
          <p className="mt-1 text-16 text-soft sm:text-18">{t(`${rule}.text`)}</p>
        </li>
      ))}
    </ol>
  );
}

export function WhoSeesWhat() {
  const t = useTranslations('rules.who');
  return (
    <section aria-labelledby="who-sees-what">
      <h2 id="who-sees-what" className="mb-3 text-22 font-semibold">
        {t('title')}
      </h2>
      <dl className="text-16">
        {rows.map((row) => (
          <div key={row} className="border-t border-line py-3 sm:grid sm:grid-cols-[14rem_1fr] sm:gap-6">
            <dt className="font-semibold">{t(row)}</dt>
            <dd className="text-soft">{t(`${row}Seen`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
