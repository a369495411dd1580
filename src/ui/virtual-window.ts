/** The rows that exist: from `from` up to but not including `to`. */
export interface RowWindow {
  from: number;
  to: number;
}

/**
 * The rows to draw at a scroll position: those seen and some beyond, in whole steps, so that scrolling within a step draws nothing.
 * All in pixels but the counts.
 */
export function windowAt(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
  beyond: number,
): RowWindow {
  const step = Math.max(1, Math.floor(beyond / 2));
  const first = Math.floor(scrollTop / rowHeight);
  const seen = Math.ceil(viewHeight / rowHeight) + 1;
  const from = Math.max(0, Math.min(Math.floor(first / step) * step - beyond, Math.max(0, count - seen - 2 * beyond)));
  return { from, to: Math.min(count, from + seen + 2 * beyond + step) };
}

/** Where to scroll so that a row is wholly seen; the present position when it is. */
export function scrollToSee(index: number, scrollTop: number, viewHeight: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + viewHeight ? top + rowHeight - viewHeight : scrollTop;
}
