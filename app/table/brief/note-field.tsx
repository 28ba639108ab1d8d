'use client';
// One private note, saved as typed, saying so below: saved, saving, or kept on this device.
import { useTranslations } from 'use-intl';
import { useNote } from '../../connection/hooks.ts';
import type { NoteKey } from '../../connection/notes.ts';
import { TextArea } from '../../parts/field.tsx';

type Props = { tableId: string; noteKey: NoteKey; label: string; hint?: string; rows?: number };

export function NoteField({ tableId, noteKey, label, hint, rows = 3 }: Props) {
  const t = useTranslations('common.words');
  const { text, state, write } = useNote(tableId, noteKey);
  const said = state === 'saved' ? (text === '' ? '' : t('saved')) : t(state === 'saving' ? 'saving' : 'keptHere');
  return (
    <TextArea
      label={label}
      {...(hint ? { hint } : {})}
      value={text}
      rows={rows}
      maxLength={10_000}
      onChange={(event) => write(event.target.value)}
      state={<span className="ml-auto text-14 text-soft">{said}</span>}
    />
  );
}
