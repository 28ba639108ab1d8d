'use client';
// A sheet over the page: for reading (Dialog) and for asking once before something that cannot be undone (AskOnce). The browser's
// own modal dialog: focus goes in and comes back, the page behind is out of reach. On a phone it rises from below.
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';

const sheet =
  'fixed inset-x-0 top-auto bottom-0 m-0 max-h-[92dvh] w-full max-w-full overflow-y-auto overscroll-contain rounded-t-house border border-line bg-raised text-ink shadow-soft transition-[opacity,translate] duration-200 ease-house backdrop:bg-veil starting:opacity-0 max-sm:starting:translate-y-4 sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:max-w-xl sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-house';

type Shared = { open: boolean; onOpenChange: (open: boolean) => void; title: string; children: ReactNode };

export function Dialog({ open, onOpenChange, title, children }: Shared) {
  const t = useTranslations('common.words');
  const id = useId();
  if (!open) return null;
  const close = () => onOpenChange(false);
  return (
    <Sheet role="dialog" labelledBy={id} onClose={close} onVeil={close}>
      <div className="mb-4 flex items-start justify-between gap-4">
        <h2 id={id} className="text-22 font-semibold">
          {title}
        </h2>
        <button
          type="button"
          onClick={close}
          aria-label={t('close')}
          className="-m-2 grid size-11 shrink-0 place-items-center rounded-house hover:bg-sunken"
        >
          <X aria-hidden="true" className="size-5" />
        </button>
      </div>
      {children}
    </Sheet>
  );
}

type AskOnceProps = Shared & {
  confirm: string;
  /** What the other button says; "Not now" where left out. */
  refuse?: string;
  onConfirm: () => void;
  danger?: boolean;
  pending?: boolean;
};

export function AskOnce({ open, ...asked }: AskOnceProps) {
  return open ? <Asked {...asked} /> : null;
}

function Asked({
  onOpenChange,
  title,
  children,
  confirm,
  refuse,
  onConfirm,
  danger,
  pending,
}: Omit<AskOnceProps, 'open'>) {
  const confirmButton = useRef<HTMLButtonElement>(null);
  const refuseButton = useRef<HTMLButtonElement>(null);
  const t = useTranslations('common.words');
  const id = useId();
  const close = () => onOpenChange(false);
  return (
    <Sheet
      role="alertdialog"
      labelledBy={id}
      describedBy={`${id}-text`}
      first={danger ? refuseButton : confirmButton}
      onClose={close}
    >
      <h2 id={id} className="mb-3 text-22 font-semibold">
        {title}
      </h2>
      <div id={`${id}-text`} className="mb-6 text-16">
        {children}
      </div>
      <div className="flex flex-col gap-3 sm:flex-row-reverse">
        <Button
          ref={confirmButton}
          kind={danger ? 'danger' : 'primary'}
          pending={pending ?? false}
          onClick={onConfirm}
          wide
        >
          {confirm}
        </Button>
        <Button ref={refuseButton} onClick={close} wide>
          {refuse ?? t('cancel')}
        </Button>
      </div>
    </Sheet>
  );
}

type SheetProps = {
  role: 'dialog' | 'alertdialog';
  labelledBy: string;
  describedBy?: string;
  /** What has the focus at first; the browser chooses where left out. */
  first?: RefObject<HTMLElement | null>;
  onClose: () => void;
  /** A press beside the sheet. */
  onVeil?: () => void;
  children: ReactNode;
};

function Sheet({ role, labelledBy, describedBy, first, onClose, onVeil, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before it leaves the page: closing gives the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    first?.current?.focus();
    return () => shown?.close();
  }, [first]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className={sheet}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // A browser may close it against our will.
      onClose={() => dialog.current?.open === false && onClose()}
      onClick={(event) => event.target === dialog.current && onVeil?.()}
    >
      <div className="p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))]">{children}</div>
    </dialog>
  );
}
