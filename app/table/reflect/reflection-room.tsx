'use client';
// Looking back alone: "you are yourself again", eight statements, a guess, a note; then waiting for the debrief.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OwnView, TableView } from '../../../server/protocol/table-view.ts';
import { useConnection } from '../../connection/hooks.ts';
import { Button } from '../../parts/button.tsx';
import { TextArea } from '../../parts/field.tsx';
import { FootBar } from '../../parts/foot-bar.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { NoteField } from '../brief/note-field.tsx';
import { ownRole } from '../offers.ts';
import { useMove } from '../use-move.ts';
import { useTableWords } from '../use-table-words.ts';
import { GuessOrder } from './guess-order.tsx';
import { ScaleRow } from './scale-row.tsx';
import { scalesByTheme, useReflection } from './use-reflection.ts';

type Theme = keyof typeof scalesByTheme;
const themes = Object.keys(scalesByTheme) as Theme[];

export function ReflectionRoom({ view }: { view: TableView }) {
  const sent = view.own?.reflection ?? null;
  const [changing, setChanging] = useState(false);
  const { renewNotes } = useConnection();
  if (view.viewer.kind !== 'seat') return <ObserverLooksBack view={view} />;
  const change = () => {
    // What was sent may have been written in another browser, and goes before the draft of this one.
    renewNotes(view.tableId);
    setChanging(true);
  };
  if (sent && !changing) return <Sent onChange={change} />;
  return <ReflectionForm view={view} sent={sent} onSent={() => setChanging(false)} />;
}

function Sent({ onChange }: { onChange: () => void }) {
  const t = useTranslations('reflect');
  return (
    <main id="content" className="mx-auto max-w-2xl px-5 pt-10 pb-16">
      <h1 className="font-serif text-28 font-semibold sm:text-40">{t('sentTitle')}</h1>
      <p className="mt-3 max-w-prose text-18 text-soft" role="status">
        {t('sentText')}
      </p>
      <Button className="mt-6" onClick={onChange}>
        {t('change')}
      </Button>
    </main>
  );
}

function ObserverLooksBack({ view }: { view: TableView }) {
  const t = useTranslations('reflect');
  const brief = useTranslations('brief.observer');
  return (
    <main id="content" className="mx-auto max-w-2xl px-5 pt-10 pb-16">
      <h1 className="font-serif text-28 font-semibold sm:text-40">{t('observerTitle')}</h1>
      <p className="mt-3 mb-8 max-w-prose text-18 text-soft">{t('observerText')}</p>
      <NoteField tableId={view.tableId} noteKey="observation" label={brief('notes')} rows={8} />
    </main>
  );
}

type FormProps = { view: TableView; sent: OwnView['reflection']; onSent: () => void };

function ReflectionForm({ view, sent, onSent }: FormProps) {
  const t = useTranslations('reflect');
  const saying = useTranslations('common.words');
  const words = useTableWords(view);
  const { draft, change, state } = useReflection(view.tableId, sent);
  const { make, pending, fault } = useMove(view.tableId);
  const others = view.seats.filter((seat) => seat.role !== ownRole(view)).map((seat) => words.role(seat.role));
  const send = async () => {
    const reflection = { scales: draft.scales, guess: draft.guess, note: draft.note.trim() || null };
    if (await make({ type: 'submitReflection', reflection })) onSent();
  };
  return (
    <div className="flex min-h-[calc(100dvh-3.5rem)] flex-col">
      <main id="content" className="mx-auto w-full max-w-2xl flex-1 px-5 pt-8 pb-12">
        <h1 className="font-serif text-28 font-semibold sm:text-40">{t('title')}</h1>
        <p className="mt-3 mb-8 max-w-prose text-18 text-soft">{t('lead')}</p>
        {themes.map((theme) => (
          <Section key={theme} title={t(`themes.${theme}`)}>
            <div className="flex flex-col gap-7">
              {scalesByTheme[theme].map((scale) => (
                <ScaleRow
                  key={scale}
                  statement={t(`scales.${scale}`, { others: others.length })}
                  value={draft.scales[scale]}
                  onChange={(value) => change({ scales: { ...draft.scales, [scale]: value } })}
                />
              ))}
            </div>
          </Section>
        ))}
        {/* "The other side" is one only at a table of two. */}
        {others.length === 1 ? (
          <Section title={t('guess.title')} lead={t('guess.lead', { who: others.join(', ') })}>
            <GuessOrder view={view} guess={draft.guess} onChange={(guess) => change({ guess })} />
          </Section>
        ) : null}
        <div className="border-t border-line pt-6">
          <TextArea
            label={t('note.label')}
            hint={t('note.hint')}
            value={draft.note}
            maxLength={2000}
            onChange={(event) => change({ note: event.target.value })}
          />
        </div>
      </main>
      <FootBar>
        <p role="status" className="text-14 text-soft sm:flex-1">
          {state === 'saved' ? saying('saved') : saying(state === 'saving' ? 'saving' : 'keptHere')}
        </p>
        <Notice tone="stop">{fault}</Notice>
        <Button kind="primary" className="w-full sm:w-auto" pending={pending} onClick={() => void send()}>
          {t(sent ? 'sendAgain' : 'send')}
        </Button>
      </FootBar>
    </div>
  );
}
