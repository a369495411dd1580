import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

/** `primary`: ink inverted, one per decision; `plain`: outlined; `quiet`: text until it is pointed at; `link`: underlined text. */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'link';

const looks: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-ink text-on-ink border border-ink hover:opacity-90 font-medium',
  plain: 'bg-bg text-ink border border-line-3 hover:bg-hover font-medium',
  quiet: 'text-ink-2 border border-transparent hover:bg-hover hover:text-ink',
  link: 'text-ink underline decoration-line-3 underline-offset-4 hover:decoration-ink',
};

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  look?: ButtonLook;
  size?: 'row' | 'regular' | 'thumb';
  /** Disabled with this reason, which stays readable: the button keeps focus and tells it. */
  reason?: string | null;
  /** The key that does the same, shown at its right. */
  hint?: string;
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
}

const sizes = { row: 'h-6 px-1.5 text-t2', regular: 'h-7 px-3 text-t3', thumb: 'h-11 px-4 text-t3' } as const;

/** A button; what disables it is its reason, told to everyone. */
export function Button({
  look = 'plain',
  size = 'regular',
  reason = null,
  hint,
  busy = false,
  className = '',
  title,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const isOff = reason !== null || busy;
  return (
    <button
      type="button"
      aria-disabled={isOff || undefined}
      aria-busy={busy || undefined}
      title={reason ?? title}
      className={`inline-flex items-center justify-center gap-2 rounded whitespace-nowrap select-none ${sizes[size]} ${
        isOff ? 'border border-dashed border-line-2 !text-ink-3 !cursor-default' : looks[look]
      } ${className}`}
      onClick={isOff ? undefined : onClick}
      {...rest}
    >
      {children}
      {hint !== undefined && <Key>{hint}</Key>}
      {reason !== null && <span className="sr-only">{reason}</span>}
    </button>
  );
}

/** A key of the keyboard. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <kbd
      aria-hidden="true"
      className="inline-grid h-4 min-w-4 place-items-center rounded-sm border border-line-2 px-1 font-sans text-t1 text-ink-2"
    >
      {children}
    </kbd>
  );
}
