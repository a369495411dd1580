import { useEffect, useRef, type KeyboardEvent } from 'react';
import { usePlace, paths } from '../../../client/place.ts';
import { useLevers } from '../../../commands/levers.ts';
import { appIdOf } from '../../../domain/keys.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { AppRow } from '../../../protocol/rows.ts';
import { isolated } from '../../../ui/hostile.ts';

interface RowMenuProps {
  row: AppRow;
  anchor: HTMLElement;
  onClose(): void;
}

/** What stands behind "more" on a row: one menu for the whole list, put beside the row that asked for it. */
export function RowMenu({ row, anchor, onClose }: RowMenuProps) {
  const t = useT();
  const place = usePlace();
  const box = useRef<HTMLDivElement>(null);
  const levers = useLevers({ kind: 'app', row });
  const items = [
    {
      id: 'open',
      label: t('apps.open', { name: isolated(appIdOf(row.key), 60) }),
      hint: '⏎',
      reason: null,
      run: () => place.go(paths.app(row.key)),
    },
    ...levers.map(({ id, label, key, disabledReason, run }) => ({ id, label, hint: key, reason: disabledReason, run })),
  ];
  // Syncs with the browser: a popover opens by a call, and says itself when it closed.
  useEffect(() => {
    const menu = box.current;
    if (!menu) return;
    menu.showPopover();
    const around = anchor.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(around.right, innerWidth - 8) - menu.offsetWidth)}px`;
    const below = around.bottom + 4;
    menu.style.top = `${below + menu.offsetHeight > innerHeight - 8 ? Math.max(8, around.top - menu.offsetHeight - 4) : below}px`;
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [anchor]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = all.findIndex((one) => one === document.activeElement);
    const to =
      event.key === 'ArrowDown'
        ? (at + 1) % all.length
        : event.key === 'ArrowUp'
          ? (at - 1 + all.length) % all.length
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? all.length - 1
              : null;
    if (to === null) return;
    all[to]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={box}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={t('lever.of', { lever: t('common.more'), name: isolated(appIdOf(row.key), 60) })}
      className="fixed m-0 min-w-52 rounded border border-edge bg-raised py-1 text-ink"
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.newState === 'closed') {
          anchor.focus();
          onClose();
        }
      }}
    >
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={item.reason !== null || undefined}
          className={`flex min-h-8 w-full items-center gap-4 px-3 text-left hover:bg-hover focus:bg-hover focus:outline-none ${
            item.reason === null ? '' : '!cursor-default text-ink-3'
          }`}
          onClick={() => {
            if (item.reason !== null) return;
            box.current?.hidePopover();
            item.run();
          }}
        >
          <span className="flex-1">
            {item.label}
            {item.reason !== null && <span className="block text-t1 text-ink-3">{item.reason}</span>}
          </span>
          {item.hint !== null && <kbd className="font-sans text-t1 text-ink-3 uppercase">{item.hint}</kbd>}
        </button>
      ))}
    </div>
  );
}
