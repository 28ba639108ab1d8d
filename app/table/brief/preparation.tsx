'use client';
// Four questions before bargaining, for oneself alone; they stay in reach while one bargains.
import { useTranslations } from 'use-intl';
import { NoteField } from './note-field.tsx';

const questions = ['target', 'limit', 'firstOffer', 'questions'] as const;

export function Preparation({ tableId }: { tableId: string }) {
  const t = useTranslations('brief.preparation');
  return (
    <div className="flex flex-col gap-6">
      {questions.map((question) => (
        <NoteField
          key={question}
          tableId={tableId}
          noteKey={question}
          label={t(question)}
          hint={t(`${question}Hint`)}
        />
      ))}
    </div>
  );
}
