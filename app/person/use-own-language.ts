'use client';
// A page opened on a new device speaks the language its person chose on the first one, unless this browser has a choice.
import { useEffect } from 'react';
import { type Language, languageCookie } from '../words/languages.ts';
import { useLanguage } from '../words/use-language.ts';

export function useOwnLanguage(chosen: Language): void {
  const { language, setLanguage } = useLanguage();
  useEffect(() => {
    const known = document.cookie.split('; ').some((cookie) => cookie.startsWith(`${languageCookie}=`));
    if (!known && chosen !== language) setLanguage(chosen);
  });
}
