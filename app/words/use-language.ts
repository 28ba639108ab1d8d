'use client';
// Changes the language of the screens: remembers it, and lets the server render this page's texts anew. State stays.
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { useLocale } from 'use-intl';
import { rememberCookie } from '../look/remember-cookie.ts';
import { type Language, languageCookie } from './languages.ts';

export function useLanguage(): { language: Language; setLanguage: (language: Language) => void; pending: boolean } {
  const language = useLocale();
  const router = useRouter();
  const [pending, start] = useTransition();
  return {
    language,
    pending,
    setLanguage(next) {
      rememberCookie(languageCookie, next);
      start(() => router.refresh());
    },
  };
}
