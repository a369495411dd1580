import {
  useDeferredValue,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useTable } from '../client/live.tsx';
import { usePlace } from '../client/place.ts';
import { useRefusal, type Target } from '../client/scene.ts';
import { useT } from '../i18n/use-t.tsx';
import { usePull } from './levers.ts';
import { closePalette } from './palette-door.ts';
import { paletteItems, type PaletteItem } from './palette-items.ts';

function useTargets(): readonly Target[] {
  const apps = useTable('apps').list;
  const queues = useTable('queues').list;
  const workers = useTable('workers').list;
  return useMemo(
    () => [
      ...apps.map((row): Target => ({ kind: 'app', row })),
      ...queues.filter(({ role }) => role === 'task').map((row): Target => ({ kind: 'queue', row })),
      ...workers.map((row): Target => ({ kind: 'worker', row })),
    ],
    [apps, queues, workers],
  );
}

/** One field that finds and does; an arrow and Enter are all it takes. */
export function Palette() {
  const t = useT();
  const place = usePlace();
  const pull = usePull();
  const refusal = useRefusal();
  const targets = useTargets();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const searched = useDeferredValue(text);
  const items = paletteItems(searched, { targets, refusal }, t);
  const listId = useId();
  const chosen = Math.min(at, items.length - 1);
  // What stands on the screen may still answer an earlier text: Enter takes what answers the present one.
  const takeChosen = () => {
    const now = text === searched ? items : paletteItems(text, { targets, refusal }, t);
    take(now[Math.min(at, now.length - 1)]);
  };
  const take = (item: PaletteItem | undefined) => {
    if (!item || (item.kind === 'do' && item.reason !== null)) return;
    closePalette();
    if (item.kind === 'go') place.go(item.href);
    else pull(item.intent);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(1, items.length));
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + items.length) % Math.max(1, items.length));
    else if (event.key === 'Enter') takeChosen();
    else return;
    event.preventDefault();
  };
  return (
    <PaletteFrame>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={items[chosen] ? `${listId}-${chosen}` : undefined}
        aria-label={t('palette.title')}
        placeholder={t('palette.hint')}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-t4 focus:outline-none"
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={t('palette.title')}
        className="max-h-[calc(60vh/var(--zoom))] overflow-auto py-1"
      >
        {items.map((item, i) => (
          <button
            type="button"
            key={item.id}
            id={`${listId}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            aria-disabled={(item.kind === 'do' && item.reason !== null) || undefined}
            className={`flex min-h-8 w-full items-center text-left gap-3 px-4 ${i === chosen ? 'bg-sel' : ''}`}
            onPointerMove={() => setAt(i)}
            onClick={() => take(item)}
          >
            <span className={`min-w-0 flex-1 truncate ${item.kind === 'do' ? 'font-medium' : ''}`}>{item.label}</span>
            <span className="text-t2 text-ink-3">
              {item.kind === 'do' && item.reason !== null ? item.reason : item.note}
            </span>
          </button>
        ))}
      </div>
      {items.length === 0 && <p className="px-4 pb-3 text-ink-3">{t('palette.none')}</p>}
    </PaletteFrame>
  );
}

function PaletteFrame({ children }: { children: ReactNode }) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  // Syncs with the browser: a dialog is modal only when it was opened by a call. Closed while it still stands in the page, or the browser
  // would not give the focus back: hence a layout effect.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={t('palette.title')}
      className="mx-auto mt-[calc(10vh/var(--zoom))] w-[calc(100vw-32px)] max-w-[640px] rounded-sheet border border-edge bg-raised p-0 text-ink"
      onCancel={closePalette}
      onClose={closePalette}
    >
      {children}
    </dialog>
  );
}
