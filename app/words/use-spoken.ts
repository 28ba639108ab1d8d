'use client';
// Speaks texts of a case, which come in both languages, in the language of the screen.
import { useCallback } from 'react';
import { useLocale } from 'use-intl';

type Bilingual = { nl: string; en: string };

/** `say(issue.name)` */
export function useSpoken(): (text: Bilingual) => string {
  const language = useLocale();
  return useCallback((text: Bilingual) => text[language], [language]);
}
