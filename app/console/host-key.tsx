'use client';
// The key that some servers want before a session may be opened: asked for only there, remembered in this browser.
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import type { hostingAnswerSchema } from '../../server/protocol/http.ts';
import { getJson } from '../connection/ask-http.ts';
import { keep, recall } from '../connection/kept.ts';
import { Field } from '../parts/field.tsx';

const keptAs = 'parley:host-key';

export type HostKey = ReturnType<typeof useHostKey>;

export function useHostKey() {
  const [needed, setNeeded] = useState(false);
  const [key, setKey] = useState('');
  useEffect(() => {
    void getJson<z.infer<typeof hostingAnswerSchema>>('/api/hosting').then((outcome) => {
      if (!outcome.ok || !outcome.answer.key) return;
      setNeeded(true);
      setKey((typed) => typed || (recall<string>(keptAs) ?? ''));
    });
  }, []);
  return {
    needed,
    key,
    setKey,
    /** What goes along with the wish to open a session. */
    sent: needed ? { key: key.trim() } : {},
    /** Only a key that was right is worth keeping. */
    remember: () => needed && keep(keptAs, key.trim()),
  };
}

export function HostKeyField({ hostKey }: { hostKey: HostKey }) {
  const t = useTranslations('console.host');
  if (!hostKey.needed) return null;
  return (
    <div className="mt-10 max-w-md">
      <Field
        label={t('key')}
        hint={t('keyHint')}
        type="password"
        autoComplete="off"
        required
        value={hostKey.key}
        onChange={(event) => hostKey.setKey(event.target.value)}
      />
    </div>
  );
}
