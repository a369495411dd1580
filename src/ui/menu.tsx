import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

/** One line of a menu. */
export interface MenuItem {
  id: string;
  label: string;
  hint?: string | undefined;
  /** Disabled, and why. */
  reason?: string | null;
  run(): void;
}

interface MenuProps {
  /** Named for those who cannot see the button. */
  label: string;
  button: ReactNode;
  items: readonly MenuItem[];
  className?: string;
}

function move(menu: HTMLElement, step: 1 | -1 | 'first' | 'last'): void {
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const next = step === 'first' ? 0 : step === 'last' ? items.length - 1 : (at + step + items.length) % items.length;
  items[next]?.focus();
}

function isOff({ reason }: MenuItem): boolean {
  return reason !== null && reason !== undefined;
}

const steps: Readonly<Record<string, 1 | -1 | 'first' | 'last'>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: 'first',
  End: 'last',
};

/** A menu on the browser's own popover: it lies on top, closes by itself and needs no library. */
export function Menu({ label, button, items, className = '' }: MenuProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const place = () => {
    const box = opener.current?.getBoundingClientRect();
    if (!box || !menu.current) return;
    const { offsetWidth, offsetHeight } = menu.current;
    menu.current.style.left = `${Math.max(8, Math.min(box.right - offsetWidth, innerWidth - offsetWidth - 8))}px`;
    const below = box.bottom + 4;
    menu.current.style.top = `${below + offsetHeight > innerHeight - 8 ? Math.max(8, box.top - offsetHeight - 4) : below}px`;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    if (step === undefined || !menu.current) return;
    event.preventDefault();
    event.stopPropagation();
    move(menu.current, step);
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        popoverTarget={id}
        className={className}
      >
        {button}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="fixed m-0 min-w-44 rounded border border-edge bg-raised py-1 text-ink"
        onKeyDown={onKeyDown}
        onToggle={(event) => {
          if (event.newState !== 'open') return;
          place();
          move(event.currentTarget, 'first');
        }}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-disabled={isOff(item) || undefined}
            className={`flex min-h-8 w-full items-center gap-4 px-3 text-left hover:bg-hover focus:bg-hover focus:outline-none ${
              !isOff(item) ? '' : '!cursor-default text-ink-3'
            }`}
            onClick={() => {
              if (isOff(item)) return;
              menu.current?.hidePopover();
              item.run();
            }}
          >
            <span className="flex-1">
              {item.label}
              {isOff(item) && <span className="block text-t1 text-ink-3">{item.reason}</span>}
            </span>
            {item.hint !== undefined && <kbd className="font-sans text-t1 text-ink-3">{item.hint}</kbd>}
          </button>
        ))}
      </div>
    </>
  );
}
