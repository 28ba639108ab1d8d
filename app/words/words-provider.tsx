'use client';
// The client half of Words: holds the texts for useTranslations. Times are spoken in the device's own zone.
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';

const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

type Props = { locale: Language; messages: Partial<Messages>; children: ReactNode };

export function WordsProvider({ locale, messages, children }: Props) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={deviceZone()}>
      {children}
    </IntlProvider>
  );
}
