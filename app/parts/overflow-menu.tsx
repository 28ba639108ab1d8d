'use client';
// The one overflow menu: a page's own entries first, then language, text size and appearance, the same everywhere.
import { Menu } from '@base-ui/react/menu';
import { Check, Menu as MenuIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { textSizes, themes } from '../look/choices.ts';
import { useLook } from '../look/use-look.ts';
import { type Language, languages } from '../words/languages.ts';
import { useLanguage } from '../words/use-language.ts';

const row =
  'flex min-h-11 w-full cursor-default items-center gap-3 rounded-small px-3 py-2 text-left text-16 outline-none data-[highlighted]:bg-sunken data-[disabled]:text-soft';

type EntryProps = { icon?: ReactNode; onClick: () => void; disabled?: boolean; children: ReactNode };

export function MenuEntry({ icon, onClick, disabled = false, children }: EntryProps) {
  return (
    <Menu.Item className={row} onClick={onClick} disabled={disabled}>
      {icon}
      {children}
    </Menu.Item>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly Value[];
  say: (value: Value) => string;
};

function MenuChoice<Value extends string>({ label, value, onChange, choices, say }: ChoiceProps<Value>) {
  return (
    <Menu.RadioGroup
      value={value}
      onValueChange={(next: Value) => onChange(next)}
      aria-label={label}
      className="border-t border-line py-1"
    >
      <div aria-hidden="true" className="px-3 pt-2 pb-1 text-14 text-soft">
        {label}
      </div>
      {choices.map((choice) => (
        <Menu.RadioItem key={choice} value={choice} className={row} closeOnClick={false}>
          <span className="size-4">
            <Menu.RadioItemIndicator>
              <Check aria-hidden="true" className="size-4" />
            </Menu.RadioItemIndicator>
          </span>
          {say(choice)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

type Props = { children?: ReactNode; onLanguage?: ((language: Language) => void) | undefined };

/** `onLanguage` also hears of the choice, e.g. to tell the session. */
export function OverflowMenu({ children, onLanguage }: Props) {
  const t = useTranslations('common');
  const look = useLook();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const { language, setLanguage } = useLanguage();
  const changeLanguage = (next: Language) => {
    setLanguage(next);
    onLanguage?.(next);
  };
  return (
    <Menu.Root>
      {/* The menu opens within the page's own landmark, for readers that go by landmarks. */}
      <div ref={setPlace} className="shrink-0">
        <Menu.Trigger
          aria-label={t('menu.open')}
          className="-mr-2 grid size-11 shrink-0 place-items-center rounded-house hover:bg-sunken data-[popup-open]:bg-sunken"
        >
          <MenuIcon aria-hidden="true" className="size-5" />
        </Menu.Trigger>
      </div>
      <Menu.Portal container={place}>
        <Menu.Positioner align="end" sideOffset={6} collisionPadding={8} className="z-50">
          <Menu.Popup className="max-h-[calc(100dvh-5rem)] w-72 overflow-y-auto rounded-house border border-line bg-raised p-1 shadow-soft outline-none">
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
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
