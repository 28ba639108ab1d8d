'use client';
// Speaks what a table's screens say again and again: names of roles and people, choices, points, moments.
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { TableView } from '../../server/protocol/table-view.ts';
import type { Choice, Issue } from '../../simulations/schema.ts';
import { useSpoken } from '../words/use-spoken.ts';

export type TableWords = ReturnType<typeof useTableWords>;

export function useTableWords(view: TableView) {
  const say = useSpoken();
  const format = useFormatter();
  const erased = useTranslations('common.words')('erased');
  return useMemo(() => {
    const number = (value: number) => format.number(value, { maximumFractionDigits: 2 });
    const role = (id: string) => {
      const found = view.case.roles.find((one) => one.id === id);
      return found ? say(found.name) : id;
    };
    const people = [...view.seats.flatMap((seat) => seat.holders), ...view.observers];
    return {
      say,
      number,
      list: (names: string[]) => format.list(names),
      role,
      /** How a person is called; somebody who erased themselves is called just that. */
      person: (id: string) => people.find((one) => one.person === id)?.name.text ?? erased,
      /** "40 a year", "190 thousand euros". */
      choice(issue: Issue, choice: Choice | undefined): string {
        if (choice === undefined) return '';
        if ('range' in issue) return `${typeof choice === 'number' ? number(choice) : choice} ${say(issue.range.unit)}`;
        const option = issue.options.find((one) => one.id === choice);
        return option ? say(option.label) : String(choice);
      },
      /** "14:32" by the device's clock and the person's language. */
      time: (instant: number) => format.dateTime(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    };
  }, [view.case, view.seats, view.observers, say, format, erased]);
}
