'use client';
// The one overflow menu: a page's own entries first, then language, text size and appearance, the same everywhere.
import { Menu as MenuIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { textSizes, themes } from '../look/choices.ts';
import { useLook } from '../look/use-look.ts';
import { type Language, languages } from '../words/languages.ts';
import { useLanguage } from '../words/use-language.ts';
import { Menu, MenuChoice } from './menu.tsx';

type Props = { children?: ReactNode; onLanguage?: ((language: Language) => void) | undefined };

/** `children` are <MenuEntry>s. `onLanguage` also hears of the choice, e.g. to tell the session. */
export function OverflowMenu({ children, onLanguage }: Props) {
  const t = useTranslations('common');
  const look = useLook();
  const { language, setLanguage } = useLanguage();
  const changeLanguage = (next: Language) => {
    setLanguage(next);
    onLanguage?.(next);
  };
  return (
    <Menu
      label={t('menu.open')}
      icon={<MenuIcon aria-hidden="true" className="size-5" />}
      look="-mr-2"
      width="-mr-2 w-72"
    >
      {children}
      <MenuChoice
        label={t('language.label')}
        value={language}
        onChange={changeLanguage}
        choices={languages}
        say={(one) => t(`language.${one}`)}
      />
      <MenuChoice
        label={t('textSize.label')}
        value={look.text}
        onChange={look.setText}
        choices={textSizes}
        say={(one) => t(`textSize.${one}`)}
      />
      <MenuChoice
        label={t('theme.label')}
        value={look.theme}
        onChange={look.setTheme}
        choices={themes}
        say={(one) => t(`theme.${one}`)}
      />
    </Menu>
  );
}
