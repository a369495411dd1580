import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppRow } from '../../protocol/rows.ts';

/** The apps that are selected; the filter does not change them. */
export interface Selection {
  keys: ReadonlySet<string>;
  toggle(key: string): void;
  /** Selects all from the last one toggled to this one, as they stand. */
  extend(key: string): void;
  toggleAll(): void;
  clear(): void;
}

/** Keeps the selection over the rows that are shown. */
export function useSelection(rows: readonly AppRow[]): Selection {
  const [state, setState] = useState<{ keys: ReadonlySet<string>; last: string | null }>({
    keys: new Set(),
    last: null,
  });
  const toggle = useCallback((key: string) => {
    setState(({ keys }) => {
      const next = new Set(keys);
      if (!next.delete(key)) next.add(key);
      return { keys: next, last: key };
    });
  }, []);
  const extend = (key: string) => {
    setState(({ keys, last }) => {
      const from = rows.findIndex((row) => row.key === last);
      const to = rows.findIndex((row) => row.key === key);
      const next = new Set(keys);
      if (from < 0 || to < 0) next.add(key);
      else for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.key);
      return { keys: next, last: key };
    });
  };
  const present = useRef(rows);
  useEffect(() => {
    present.current = rows;
  });
  const toggleAll = useCallback(() => {
    setState(({ keys, last }) => {
      const all = present.current;
      const isAll = all.length > 0 && all.every((row) => keys.has(row.key));
      const next = new Set(keys);
      for (const row of all) {
        if (isAll) next.delete(row.key);
        else next.add(row.key);
      }
      return { keys: next, last };
    });
  }, []);
  const clear = useCallback(() => setState({ keys: new Set(), last: null }), []);
  return { keys: state.keys, toggle, extend, toggleAll, clear };
}
