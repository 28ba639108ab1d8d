'use client';
// The house's button: primary (one to a screen), secondary, quiet, danger. Pending keeps its width and says so to readers.
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Spinner } from './spinner.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';
type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  ref?: Ref<HTMLButtonElement>;
  kind?: ButtonKind;
  pending?: boolean;
  /** An icon before the words; decorative. */
  icon?: ReactNode;
  wide?: boolean;
  /** 36 px high, for rows with many buttons on a laptop; on touch screens it stays 44. */
  small?: boolean;
};

const looks: Record<ButtonKind, string> = {
  primary:
    'bg-ink text-on-ink hover:bg-ink/88 disabled:bg-sunken disabled:text-soft disabled:border-line border border-transparent',
  secondary: 'bg-raised text-ink border border-line-strong hover:bg-sunken disabled:text-soft disabled:border-line',
  quiet:
    'text-ink border border-transparent underline decoration-line-strong underline-offset-4 hover:decoration-ink hover:bg-sunken disabled:text-soft',
  danger:
    'bg-raised text-stop border border-stop hover:bg-stop hover:text-on-colour disabled:text-soft disabled:border-line',
};

/** The look alone, for links that act like buttons. */
export function buttonLook(kind: ButtonKind, wide = false, small = false): string {
  const size = small ? 'min-h-11 px-3 pointer-fine:min-h-9' : 'min-h-12 px-5';
  return `relative inline-flex items-center justify-center gap-2 rounded-house py-2 text-16 font-semibold text-center leading-tight transition-colors duration-150 ease-house ${size} ${wide ? 'w-full' : ''} ${looks[kind]}`;
}

export function Button({
  kind = 'secondary',
  pending = false,
  icon,
  wide,
  small,
  children,
  className,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || pending}
      aria-busy={pending || undefined}
      className={`${buttonLook(kind, wide, small)} ${className ?? ''}`}
    >
      {pending ? <Spinner /> : icon}
      {children ? <span>{children}</span> : null}
    </button>
  );
}
