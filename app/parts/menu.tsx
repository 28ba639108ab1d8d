'use client';
// A menu behind one button, as keyboards and screen readers know it: arrows, Home, End, a first letter, Escape. Focus goes in
// and comes back. Knows nothing of what its entries do.
import { Check } from 'lucide-react';
import {
  createContext,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';

type Close = (backToButton: boolean) => void;
const CloseContext = createContext<Close>(() => {});

const row =
  'flex min-h-11 w-full items-center gap-3 rounded-small px-3 py-2 text-left text-16 hover:bg-sunken focus-visible:bg-sunken focus-visible:-outline-offset-2 aria-disabled:bg-transparent aria-disabled:text-soft';

type EntryProps = { icon?: ReactNode; onClick: () => void; disabled?: boolean; children: ReactNode };

export function MenuEntry({ icon, onClick, disabled = false, children }: EntryProps) {
  const close = useContext(CloseContext);
  const act = () => {
    if (disabled) return;
    // First: what opens a sheet remembers the button as the place to come back to.
    close(true);
    onClick();
  };
  return (
    <button type="button" role="menuitem" tabIndex={-1} aria-disabled={disabled} className={row} onClick={act}>
      {icon}
      {children}
    </button>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly Value[];
  say: (value: Value) => string;
};

/** One of a few, in the menu itself, which stays open. */
export function MenuChoice<Value extends string>({ label, value, onChange, choices, say }: ChoiceProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: within a menu a fieldset is none of its parts
    <div role="group" aria-label={label} className="border-t border-line py-1">
      <div aria-hidden="true" className="px-3 pt-2 pb-1 text-14 text-soft">
        {label}
      </div>
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          role="menuitemradio"
          tabIndex={-1}
          aria-checked={choice === value}
          className={row}
          onClick={() => onChange(choice)}
        >
          <span className="size-4">{choice === value ? <Check aria-hidden="true" className="size-4" /> : null}</span>
          {say(choice)}
        </button>
      ))}
    </div>
  );
}

type Props = { label: string; icon: ReactNode; look?: string; width?: string; children: ReactNode };

/** `children` are <MenuEntry>s and <MenuChoice>s; `label` names the button and the menu. */
export function Menu({ label, icon, look = '', width = 'w-64', children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<'first' | 'last' | null>(null);
  const close: Close = (backToButton) => {
    setOpen(null);
    if (backToButton) button.current?.focus();
  };
  const byArrow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setOpen(event.key === 'ArrowDown' ? 'first' : 'last');
  };
  return (
    <div className="relative shrink-0">
      <button
        ref={button}
        type="button"
        id={id}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open !== null}
        onClick={() => (open ? close(true) : setOpen('first'))}
        onKeyDown={byArrow}
        className={`grid size-11 place-items-center rounded-house hover:bg-sunken aria-expanded:bg-sunken ${look}`}
      >
        {icon}
      </button>
      {open ? (
        <CloseContext value={close}>
          <Opened labelledBy={id} start={open} close={close} width={width}>
            {children}
          </Opened>
        </CloseContext>
      ) : null}
    </div>
  );
}

type OpenedProps = { labelledBy: string; start: 'first' | 'last'; close: Close; width: string; children: ReactNode };

function Opened({ labelledBy, start, close, width, children }: OpenedProps) {
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    popup.current?.scrollIntoView({ block: 'nearest' });
    itemsOf(popup.current)
      .at(start === 'first' ? 0 : -1)
      ?.focus();
  }, [start]);
  useEffect(() => {
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !popup.current?.parentElement?.contains(target)) close(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  });
  const left = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget && !popup.current?.parentElement?.contains(relatedTarget)) close(false);
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      // Tab goes on from the button.
      close(true);
      if (event.key === 'Escape') event.stopPropagation();
      return;
    }
    const target = targetOf(itemsOf(popup.current), event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  return (
    <div
      ref={popup}
      role="menu"
      aria-labelledby={labelledBy}
      tabIndex={-1}
      onKeyDown={move}
      onBlur={left}
      className={`absolute top-full right-0 z-50 mt-1.5 max-h-[calc(100dvh-5rem)] max-w-[calc(100vw-1rem)] scroll-m-4 overflow-y-auto rounded-house border border-line bg-raised p-1 shadow-soft ${width}`}
    >
      {children}
    </div>
  );
}

const itemsOf = (popup: HTMLElement | null) => [...(popup?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];

/** Where a key leads from the entry that has the focus. */
function targetOf(items: HTMLElement[], key: string): HTMLElement | undefined {
  const at = items.indexOf(document.activeElement as HTMLElement);
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
  }
  if (key.length !== 1 || key === ' ') return undefined;
  const begins = (item: HTMLElement) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(begins);
}
