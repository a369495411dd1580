import { useCallback, useSyncExternalStore } from 'react';

/** Rows that are drawn: from `first` up to but not including `end`. */
export interface RowWindow {
  first: number;
  end: number;
}

const overscan = 10;
/** The window moves in steps of so many rows, so that most scroll events draw nothing. */
const step = 4;

/**
 * The rows to draw of a list with rows of one height. The browser's scroll position is read as a store, so that the rows are drawn
 * in the frame that shows them and none is blank.
 */
export function useWindow(scroller: HTMLElement | null, rowHeightPx: number, count: number): RowWindow {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!scroller) return () => undefined;
      scroller.addEventListener('scroll', listener, { passive: true });
      const observer = new ResizeObserver(listener);
      observer.observe(scroller);
      return () => {
        scroller.removeEventListener('scroll', listener);
        observer.disconnect();
      };
    },
    [scroller],
  );
  const first = useSyncExternalStore(subscribe, () => {
    const top = scroller?.scrollTop ?? 0;
    return Math.floor(top / rowHeightPx / step) * step;
  });
  const visible = useSyncExternalStore(subscribe, () => {
    const height = scroller?.clientHeight ?? 0;
    return Math.ceil((height === 0 ? 900 : height) / rowHeightPx) + step;
  });
  const from = Math.max(0, Math.min(first, count - visible) - overscan);
  return { first: from, end: Math.min(count, Math.max(0, first) + visible + overscan) };
}
