// The two languages of the house and how a browser remembers its choice. Safe for server and browser.
// Knows nothing of messages or screens.
export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** The cookie that holds a person's choice; not a credential. */
export const languageCookie = 'parley-language';

export const isLanguage = (value: string | undefined): value is Language => value === 'nl' || value === 'en';

/** The first of our languages that a browser's Accept-Language asks for; English where it asks for neither. */
export function preferredLanguage(acceptLanguage: string | null): Language {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.split(';')[0]?.trim().slice(0, 2).toLowerCase();
    if (isLanguage(tag)) return tag;
  }
  return 'en';
}
