// In which language to answer a request: the browser's own choice, else what its settings ask for. Server components only.
import { cookies, headers } from 'next/headers';
import { isLanguage, type Language, languageCookie, preferredLanguage } from './languages.ts';

export async function requestLanguage(): Promise<Language> {
  const chosen = (await cookies()).get(languageCookie)?.value;
  return isLanguage(chosen) ? chosen : preferredLanguage((await headers()).get('accept-language'));
}
