'use client';
// Writes down the result of a table at which nobody has a device: the deal issue by issue, or none.
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RoundView, TableRow } from '../../server/protocol/session-view.ts';
import type { Issue, Package } from '../../simulations/schema.ts';
import { useSpeech } from '../debrief/use-speech.ts';
import { Button } from '../parts/button.tsx';
import { AskOnce, Dialog } from '../parts/dialog.tsx';
import { Select } from '../parts/select.tsx';
import { useAct } from './act.tsx';

export function RecordResult({ round, table }: { round: RoundView; table: TableRow }) {
  const t = useTranslations('console.record');
  const [open, setOpen] = useState<'deal' | 'none' | null>(null);
  const { act } = useAct();
  const close = () => setOpen(null);
  const record = async (settlement: Package | null) => {
    if (await act({ type: 'recordResult', tableId: table.tableId, package: settlement })) close();
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpen('deal')}>{t('deal')}</Button>
      <Button onClick={() => setOpen('none')}>{t('none')}</Button>
      <Dialog open={open === 'deal'} onOpenChange={close} title={t('title', { label: table.label })}>
        <DealForm round={round} onRecord={(settlement) => void record(settlement)} />
      </Dialog>
      <AskOnce
        open={open === 'none'}
        onOpenChange={close}
        title={t('noneTitle', { label: table.label })}
        confirm={t('noneConfirm')}
        onConfirm={() => void record(null)}
      >
        {t('noneText')}
      </AskOnce>
    </div>
  );
}

function DealForm({ round, onRecord }: { round: RoundView; onRecord: (settlement: Package) => void }) {
  const t = useTranslations('console.record');
  const speech = useSpeech();
  const { issues } = round.case;
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const missing = issues.find(({ id }) => !chosen[id]);
  const submit = () =>
    onRecord(
      Object.fromEntries(
        issues.map((issue) => [issue.id, 'options' in issue ? (chosen[issue.id] ?? '') : Number(chosen[issue.id])]),
      ),
    );
  return (
    <div className="flex flex-col gap-4">
      {issues.map((issue) => (
        <Select
          key={issue.id}
          label={speech.say(issue.name)}
          value={chosen[issue.id] ?? ''}
          onChange={(value) => setChosen({ ...chosen, [issue.id]: value })}
          choices={[{ value: '', label: t('choose') }, ...choicesOf(issue, speech)]}
        />
      ))}
      <Button kind="primary" wide disabled={missing !== undefined} onClick={submit}>
        {t('save')}
      </Button>
      {missing ? <p className="text-14 text-soft">{t('missing', { issue: speech.say(missing.name) })}</p> : null}
    </div>
  );
}

function choicesOf(issue: Issue, { say, number }: ReturnType<typeof useSpeech>): { value: string; label: string }[] {
  if ('options' in issue) return issue.options.map(({ id, label }) => ({ value: id, label: say(label) }));
  const { min, max, step, unit } = issue.range;
  const width = step ?? (max - min) / 20;
  const count = Math.floor((max - min) / width + 1e-9) + 1;
  return Array.from({ length: count }, (_, index) => {
    const value = Number((min + index * width).toPrecision(12));
    return { value: String(value), label: `${number(value)} ${say(unit)}` };
  });
}
