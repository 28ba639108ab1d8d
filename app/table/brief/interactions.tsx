'use client';
// Extra points that hold only where certain choices come together. Absent in most cases.
import { useTranslations } from 'use-intl';
import type { TableView } from '../../../server/protocol/table-view.ts';
import type { Interaction, Issue } from '../../../simulations/schema.ts';
import { type TableWords, useTableWords } from '../use-table-words.ts';

type Condition = Interaction['when'][string];

function conditionWords(issue: Issue, condition: Condition, words: TableWords): string {
  const name = words.say(issue.name);
  if (typeof condition !== 'object') return `${name}: ${words.choice(issue, condition)}`;
  return `${name}: ${words.number(condition.min)}–${words.choice(issue, condition.max)}`;
}

export function Interactions({ view }: { view: TableView }) {
  const t = useTranslations('brief.issues');
  const words = useTableWords(view);
  const interactions = view.instructions?.worth?.interactions ?? [];
  if (interactions.length === 0) return null;
  const sentence = ({ when, points }: Interaction) => {
    const conditions = view.case.issues.flatMap((issue) => {
      const condition = when[issue.id];
      return condition === undefined ? [] : [conditionWords(issue, condition, words)];
    });
    return t('interaction', { points, conditions: conditions.join(', ') });
  };
  return (
    <div>
      <h3 className="mb-2 text-18 font-semibold">{t('together')}</h3>
      <ul className="flex flex-col gap-1 text-16">
        {interactions.map((interaction) => (
          <li key={JSON.stringify(interaction.when)} className="border-t border-line py-2">
            {sentence(interaction)}
          </li>
        ))}
      </ul>
    </div>
  );
}
