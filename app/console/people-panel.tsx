'use client';
// Everybody in the session: language, department, place, connected; add, rename, remove. Before a round also how to get in.
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Section } from '../parts/section.tsx';
import { Empty } from '../parts/states.tsx';
import { useAct } from './act.tsx';
import { AddPerson } from './add-person.tsx';
import { Invite } from './invite.tsx';
import { PersonLine } from './person-line.tsx';
import { type Seating, SeatingChoices } from './seating.tsx';
import type { Desk } from './use-console.ts';

type Props = { desk: Desk; seating: Seating; onSeating: (seating: Seating) => void };

export function PeoplePanel({ desk, seating, onSeating }: Props) {
  const t = useTranslations('console.people');
  const [adding, setAdding] = useState(false);
  const { held } = useAct();
  const people = desk.view.people.filter(({ gone }) => !gone);
  const here = people.filter(({ person, device }) => !device || desk.connected?.has(person)).length;
  const lobby = desk.round === null;
  return (
    <div className={lobby ? 'grid gap-x-10 xl:grid-cols-[minmax(0,1fr)_22rem]' : ''}>
      <div className="min-w-0">
        <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
          <p role="status" className="text-18 font-semibold">
            {t('here', { here, people: people.length })}
          </p>
          <Button small icon={<UserPlus aria-hidden="true" className="size-4" />} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        </div>
        {people.length === 0 ? (
          <Empty title={t('empty')}>{t('emptyHint')}</Empty>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {people.map((person) => (
              <PersonLine key={person.person} desk={desk} row={person} frozen={held.length > 0} />
            ))}
          </ul>
        )}
        <Dialog open={adding} onOpenChange={setAdding} title={t('addTitle')}>
          <AddPerson onDone={() => setAdding(false)} />
        </Dialog>
      </div>
      {lobby ? (
        <div className="mt-8 xl:mt-0">
          {people.length > 1 ? (
            <Section title={t('seating')} lead={t('seatingLead')}>
              <div className="flex flex-col gap-5">
                <SeatingChoices desk={desk} seating={seating} onSeating={onSeating} />
              </div>
            </Section>
          ) : null}
          <Section title={t('invite')}>
            <Invite code={desk.view.code} />
          </Section>
        </div>
      ) : null}
    </div>
  );
}
