import { useSyncExternalStore } from 'react';
import type { BoxStore } from './box-store.ts';

/** Rows that are drawn: from `first` up to but not including `end`. */
export interface RowWindow {
  first: number;
  end: number;
  /** No more rows than this are ever drawn at this height. */
  pool: number;
  /** Rows that are in sight. */
  seen: number;
  /** Nobody has scrolled. */
  isAtTop: boolean;
}

/** Rows beyond each edge of what is in sight, so that a slow scroll finds them there. */
const overscan = 4;
/** The window moves in steps of so many rows, so that most scroll events draw nothing. */
const calmStep = 4;
const nowhere = () => () => undefined;

/**
 * The rows to draw of a list with rows of one height. The browser's scroll position is read as a store, so that the rows are drawn
 * in the frame that shows them and none is blank.
 */
export function useWindow(box: BoxStore | null, rowHeightPx: number, count: number): RowWindow {
  const subscribe = box?.subscribe ?? nowhere;
  const isLeaping = useSyncExternalStore(subscribe, () => box?.state().isLeaping ?? false);
  // In leaps nothing that is drawn ahead is ever seen, and each row counts.
  const [step, beyond] = isLeaping ? [1, 0] : [calmStep, overscan];
  const first = useSyncExternalStore(
    subscribe,
    () => Math.floor((box?.state().topPx ?? 0) / rowHeightPx / step) * step,
  );
  const seen = useSyncExternalStore(subscribe, () => Math.ceil((box?.state().heightPx ?? 900) / rowHeightPx));
  const isAtTop = useSyncExternalStore(subscribe, () => (box?.state().topPx ?? 0) <= 0);
  const visible = seen + step;
  const from = Math.max(0, Math.min(first, count - visible) - beyond);
  const end = Math.min(count, from + visible + 2 * beyond);
  return { first: from, end, pool: seen + calmStep + 2 * overscan, seen, isAtTop };
}

/** The box's width in pixels; the page's before it is laid out. */
export function useBoxWidth(box: BoxStore | null): number {
  return useSyncExternalStore(box?.subscribe ?? nowhere, () => box?.state().widthPx ?? innerWidth);
}
