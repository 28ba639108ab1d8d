'use client';
// One's interests, each with a small lock until it is told. Telling cannot be taken back, so it asks once.
import { Lock, MessageCircle } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { InterestView } from '../../../server/protocol/case-view.ts';
import type { TableView } from '../../../server/protocol/table-view.ts';
import { Button } from '../../parts/button.tsx';
import { AskOnce } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { toldInterests } from '../offers.ts';
import { useMove } from '../use-move.ts';
import { useTableWords } from '../use-table-words.ts';

export function Interests({ view, interests }: { view: TableView; interests: readonly InterestView[] }) {
  const told = toldInterests(view);
  const open = view.stage === 'bargaining' && !view.bargainingOver && view.talk === 'chat';
  return (
    <ul className="flex flex-col gap-3">
      {interests.map((interest) => (
        <Interest key={interest.id} view={view} interest={interest} toldAt={told.get(interest.id)} open={open} />
      ))}
    </ul>
  );
}

type Props = { view: TableView; interest: InterestView; toldAt: number | undefined; open: boolean };

function Interest({ view, interest, toldAt, open }: Props) {
  const t = useTranslations('brief.interests');
  const words = useTableWords(view);
  const id = useId();
  const issues = view.case.issues.filter((issue) => interest.issues.includes(issue.id));
  return (
    <li className="rounded-house border border-line bg-raised p-4">
      <p id={id} className="font-serif text-16 leading-relaxed">
        {words.say(interest.text)}
      </p>
      {issues.length > 0 ? (
        <p className="mt-2 text-14 text-soft">
          {t('about', { issues: issues.map((issue) => words.say(issue.name)).join(', ') })}
        </p>
      ) : null}
      <div className="mt-3 flex min-h-11 items-center justify-between gap-3">
        <span className="flex items-center gap-2 text-14 text-soft">
          {toldAt === undefined ? (
            <Lock aria-hidden="true" className="size-4 shrink-0" />
          ) : (
            <MessageCircle aria-hidden="true" className="size-4 shrink-0" />
          )}
          {toldAt === undefined ? t('lock') : t('told', { time: words.time(toldAt) })}
        </span>
        {open && toldAt === undefined ? <Tell view={view} interest={interest} describedBy={id} /> : null}
      </div>
    </li>
  );
}

function Tell({ view, interest, describedBy }: { view: TableView; interest: InterestView; describedBy: string }) {
  const t = useTranslations('brief.interests');
  const words = useTableWords(view);
  const { make, pending, fault } = useMove(view.tableId);
  const [asking, setAsking] = useState(false);
  const tell = async () => {
    if (await make({ type: 'tellInterest', interest: interest.id })) setAsking(false);
  };
  return (
    <>
      <Button small aria-describedby={describedBy} onClick={() => setAsking(true)}>
        {t('tell')}
      </Button>
      <AskOnce
        open={asking}
        onOpenChange={setAsking}
        title={t('askTitle')}
        confirm={t('tell')}
        pending={pending}
        onConfirm={() => void tell()}
      >
        <blockquote className="border-l-4 border-own pl-4 font-serif text-18">{words.say(interest.text)}</blockquote>
        <p className="mt-3 text-soft">{t('askText')}</p>
        <Notice tone="stop">{fault}</Notice>
      </AskOnce>
    </>
  );
}
