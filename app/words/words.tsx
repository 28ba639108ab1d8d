// Gives everything below it the texts of the areas it names, in the language of the request. A server component:
// only these texts travel to the browser. Every page wraps itself once, e.g. <Words areas={['join']}>.
import type { ReactNode } from 'react';
import { type Area, messagesFor } from './messages.ts';
import { requestLanguage } from './request-language.ts';
import { WordsProvider } from './words-provider.tsx';

export async function Words({ areas, children }: { areas: readonly Area[]; children: ReactNode }) {
  const language = await requestLanguage();
  return (
    <WordsProvider locale={language} messages={messagesFor(language, areas)}>
      {children}
    </WordsProvider>
  );
}
