'use client';
// A sheet over the page: for reading (Dialog) and for asking once before something that cannot be undone (AskOnce).
// On a phone it rises from below, within reach of the thumb; focus goes in and comes back.
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';

const veil =
  'fixed inset-0 z-40 bg-veil transition-opacity duration-200 ease-house data-[ending-style]:opacity-0 data-[starting-style]:opacity-0';
const sheet =
  'fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-y-auto rounded-t-house border border-line bg-raised p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] shadow-soft transition-[opacity,translate] duration-200 ease-house data-[ending-style]:opacity-0 data-[starting-style]:translate-y-4 data-[starting-style]:opacity-0 sm:inset-x-auto sm:bottom-auto sm:top-1/2 sm:left-1/2 sm:w-full sm:max-w-xl sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-house';

type Shared = { open: boolean; onOpenChange: (open: boolean) => void; title: string; children: ReactNode };

export function Dialog({ open, onOpenChange, title, children }: Shared) {
  const t = useTranslations('common.words');
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={veil} />
        <BaseDialog.Popup className={sheet}>
          <div className="mb-4 flex items-start justify-between gap-4">
            <BaseDialog.Title className="text-22 font-semibold">{title}</BaseDialog.Title>
            <BaseDialog.Close
              aria-label={t('close')}
              className="-m-2 grid size-11 shrink-0 place-items-center rounded-house hover:bg-sunken"
            >
              <X aria-hidden="true" className="size-5" />
            </BaseDialog.Close>
          </div>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
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

export function AskOnce({
  open,
  onOpenChange,
  title,
  children,
  confirm,
  refuse,
  onConfirm,
  danger,
  pending,
}: AskOnceProps) {
  const confirmButton = useRef<HTMLButtonElement>(null);
  const refuseButton = useRef<HTMLButtonElement>(null);
  const t = useTranslations('common.words');
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={veil} />
        <AlertDialog.Popup className={sheet} initialFocus={danger ? refuseButton : confirmButton}>
          <AlertDialog.Title className="mb-3 text-22 font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="mb-6 text-16">
            {children}
          </AlertDialog.Description>
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
            <AlertDialog.Close ref={refuseButton} render={<Button wide />}>
              {refuse ?? t('cancel')}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
