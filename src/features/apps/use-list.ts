import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { usePlace } from '../../client/place.ts';
import type { Head } from '../../client/head.ts';
import { useHead, useTable } from '../../client/live.tsx';
import { appIdOf, sourceOf } from '../../domain/keys.ts';
import type { AppRow } from '../../protocol/rows.ts';
import { useLatest } from './use-latest.ts';
import { nextSort, readAddress, sortText, type ListAddress } from './address.ts';
import { chooseApps, compileFilter, searchApps, type AppFilter } from './filter.ts';
import { holdOrder } from './hold.ts';
import { useSettled } from './use-settled.ts';
import { defaultSort, orderApps, type SortKey } from './view.ts';

const writeAfterMs = 250;

/** Apps known, those of the chosen group, what of them the typed words find, and what the filter leaves. */
type Settled = Readonly<Record<'all' | 'inGroup' | 'found' | 'filtered', readonly AppRow[]>>;

/** The list as the address and the reader's typing narrow and order it. */
export interface AppList {
  address: ListAddress;
  /** Every app known. */
  all: readonly AppRow[];
  byKey: ReadonlyMap<string, AppRow>;
  /** Apps of the chosen group. */
  inGroup: readonly AppRow[];
  /** What is shown, in its order. */
  rows: readonly AppRow[];
  /** What stands in the field; `filter` is what the list shows of it yet. */
  text: string;
  filter: AppFilter;
  /** What the filter leaves of them. */
  filtered: readonly AppRow[];
  /** What figures over many apps are told of: it follows a burst of changes once a second. */
  settled: Settled;
  /** What is known of all apps while the list is on its way, where nothing but all of it is asked for. */
  sum: Head['sum'] | null;
  /** False while the list is on its way: what stands in `all` is then its first rows, or nothing where those do not answer. */
  isWhole: boolean;
  ready: boolean;
  complete: boolean;
  setText(text: string): void;
  setGroup(group: string, source: string | null): void;
  setView(view: ListAddress['view']): void;
  sortBy(by: SortKey): void;
  /** Keeps rows in their places while true. */
  hold(isHeld: boolean): void;
}

/** Puts address, typing and rows together. */
export function useList(): AppList {
  const place = usePlace();
  const table = useTable('apps');
  const head = useHead();
  const address = useMemo(() => readAddress(place.search), [place.search]);
  const { text, setText } = useTypedText(address.q, place.set);
  // The field shows a key at once; the list, which costs ten times as much to draw, follows when that is seen, and the next key may
  // overtake it.
  const asked = useDeferredValue(text);
  const filter = useMemo(() => compileFilter(asked), [asked]);
  const shownHead = head !== null && isPlain(address, asked) ? head : null;
  const { list: all, rows: byKey } = shownHead ?? table;
  const inGroup = useMemo(() => rowsIn(all, address.group, address.source), [all, address.group, address.source]);
  const { by, down } = address.sort;
  // Ordered before they are searched: a key in the filter leaves fewer rows, in the order they have.
  const ordered = useMemo(() => orderApps(inGroup, { by, down }), [inGroup, by, down]);
  const found = useMemo(() => searchApps(ordered, filter), [ordered, filter]);
  const filtered = useMemo(() => chooseApps(found, filter), [found, filter]);
  const isWhole = head === null;
  const question = `${by} ${String(down)} ${asked}\n${address.source}${address.group}`;
  const figures = useMemo(() => ({ all, inGroup, found, filtered }), [all, inGroup, found, filtered]);
  const settled = useSettled(figures, `${question} ${String(table.complete && isWhole)}`);
  const { rows, hold } = useHeldOrder(filtered, settled.filtered, question);
  const write = useLatest(place.set);
  const sortBy = useCallback(
    (next: SortKey) => write.current({ sort: sortText(nextSort({ by, down }, next)) }),
    [write, by, down],
  );
  const setView = useCallback(
    (view: ListAddress['view']) => write.current({ view: view === 'flat' ? view : undefined }),
    [write],
  );
  const setGroup = useCallback(
    (group: string, source: string | null) =>
      write.current({ group: group === '/' ? undefined : group, source: source ?? undefined }),
    [write],
  );
  return {
    address,
    all,
    byKey,
    inGroup,
    rows,
    text,
    filter,
    filtered,
    settled,
    sum: shownHead?.sum ?? null,
    isWhole,
    ready: table.ready,
    complete: table.complete,
    setText,
    setGroup,
    setView,
    sortBy,
    hold,
  };
}

/** Whether the first rows of all are the first that are asked for. */
function isPlain({ group, source, sort }: ListAddress, asked: string): boolean {
  return asked === '' && group === '/' && source === null && sort.by === defaultSort.by && !sort.down;
}

function rowsIn(rows: readonly AppRow[], group: string, source: string | null): readonly AppRow[] {
  if (group === '/' && source === null) return rows;
  const prefix = group === '/' ? '/' : `${group}/`;
  return rows.filter((row) => (source === null || sourceOf(row.key) === source) && appIdOf(row.key).startsWith(prefix));
}

/** What is typed is shown at once and written into the address after a pause: a history entry per key would be of no use. */
function useTypedText(
  q: string,
  set: ReturnType<typeof usePlace>['set'],
): { text: string; setText(text: string): void } {
  const [typed, setTyped] = useState<{ text: string; over: string } | null>(null);
  // An address that changed under what was typed (a link, the back button) wins.
  const text = typed !== null && typed.over === q ? typed.text : q;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const write = useLatest(set);
  // Syncs with a timer.
  useEffect(() => () => void (timer.current !== null && clearTimeout(timer.current)), []);
  const setText = useCallback(
    (next: string) => {
      setTyped({ text: next, over: q });
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => write.current({ q: next === '' ? undefined : next }), writeAfterMs);
    },
    [q, write],
  );
  return { text, setText };
}

/**
 * Rows as they are now, in the order they stood in when the pointer came among them, or a moment ago where it is not: a line shows each
 * change at once, but lines that changed places ten times a second could be neither read nor clicked.
 */
function useHeldOrder(
  ordered: readonly AppRow[],
  settled: readonly AppRow[],
  asked: string,
): { rows: readonly AppRow[]; hold(isHeld: boolean): void } {
  const [isHeld, setHeld] = useState(false);
  const [kept, setKept] = useState<{ asked: string; rows: readonly AppRow[] } | null>(null);
  const before = isHeld && kept?.asked === asked ? kept.rows : settled;
  const shown = useMemo(() => holdOrder(before, ordered), [before, ordered]);
  if (isHeld && kept?.asked !== asked) setKept({ asked, rows: ordered });
  const hold = useCallback(
    (next: boolean) => {
      setHeld(next);
      setKept(next ? { asked, rows: shown } : null);
    },
    [asked, shown],
  );
  return { rows: shown, hold };
}
