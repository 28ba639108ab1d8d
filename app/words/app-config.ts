// Tells use-intl our keys and languages, so that a text that does not exist does not compile.
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: Messages;
  }
}
